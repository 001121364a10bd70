/** What is kept in memory of what has just been, for those who watch. */
package org.bgworker.host.recent;
