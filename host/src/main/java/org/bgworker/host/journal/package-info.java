/**
 * What happens in the host, for those who watch: the last events in memory, counters, and events of
 * the flight recorder. The postmaster's thread writes, and waits for no reader.
 */
package org.bgworker.host.journal;
