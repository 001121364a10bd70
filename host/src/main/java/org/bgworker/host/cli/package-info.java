/** Words on the command line, and what is printed in answer. */
package org.bgworker.host.cli;
