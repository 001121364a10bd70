/**
 * The administrator's way in from other processes: an HTTP API with JSON on a Unix domain socket in
 * the data directory.
 *
 * <p>Whoever may use it may run code in the host. So the socket is the host's user's alone, by its
 * permissions and by the peer's credentials, and every change is logged with the peer's user. The
 * routes are fixed; nothing is called by a name that a client sends.
 *
 * <p>A worker is named by its handle, which a listing tells: names are not unique, and pids change.
 * No client keeps the postmaster waiting: it answers with snapshots, and writes to nobody.
 */
package org.bgworker.host.admin;
