/**
 * The shell around the postmaster: one thread takes an event from the mailbox, asks, and obeys.
 *
 * <p>{@link org.bgworker.host.server.Host} puts the rooms together, {@link
 * org.bgworker.host.server.ServerLoop} is the thread. All that is slow about libraries is done by
 * another, {@link org.bgworker.host.server.Librarian}. A start is refused before any worker has
 * run, or not at all; so the first worker waits for the drivers, which are loaded while libraries
 * are.
 */
package org.bgworker.host.server;
