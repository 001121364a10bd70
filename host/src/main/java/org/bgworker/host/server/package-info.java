/**
 * The shell around the postmaster: one thread takes an event from the mailbox, asks, and obeys.
 *
 * <p>{@link org.bgworker.host.server.Host} puts the rooms together, {@link
 * org.bgworker.host.server.ServerLoop} is the thread.
 */
package org.bgworker.host.server;
