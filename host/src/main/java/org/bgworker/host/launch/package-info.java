/**
 * Runs workers, each on a platform thread of its own, in a thread group of its own. A few such
 * threads are started ahead, and each of them is used once.
 *
 * <p>{@link org.bgworker.host.launch.Launcher} obeys the postmaster's orders on its thread and
 * never waits there. What a run needs from elsewhere it is given: {@link
 * org.bgworker.host.launch.EntryPoints} finds functions, {@link org.bgworker.host.launch.Requests}
 * carries a worker's own requests to the postmaster.
 */
package org.bgworker.host.launch;
