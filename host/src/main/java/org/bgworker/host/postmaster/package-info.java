/**
 * The postmaster's decisions, and the only mutable state of workers in the program.
 *
 * <p>{@link org.bgworker.host.postmaster.Postmaster#on} takes an event and the time and gives
 * orders. No thread, no clock, no file, no logger: what is random or slow – pids, results of
 * launches, the passing of time – enters as an {@link org.bgworker.host.postmaster.Event}. So every
 * reachable behaviour is a sequence of events, and a test can try them all.
 *
 * <p>Times are nanoseconds of one monotonic clock.
 */
package org.bgworker.host.postmaster;
