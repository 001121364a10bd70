/** The commands that ask a running host. */
package org.bgworker.host.cli.remote;
