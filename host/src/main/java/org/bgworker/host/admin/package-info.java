/**
 * The administrator's way in from other processes: an HTTP API with JSON, and a page that uses it.
 * On a Unix domain socket in the data directory and, where that is set, over TCP.
 *
 * <p>Whoever may use it may run code in the host. So the socket is the host's user's alone, by its
 * permissions and by the peer's credentials ({@link org.bgworker.host.admin.Peers}); over TCP there
 * is a token, and encryption beyond loopback ({@link org.bgworker.host.admin.Tokens}). Every change
 * is logged with who has asked for it. The routes are fixed; nothing is called by a name that a
 * client sends.
 *
 * <p>A worker is named by its handle, which a listing tells: names are not unique, and pids change.
 * No client keeps the postmaster waiting: it answers with snapshots and keeps a journal, which
 * clients read at their own pace, on virtual threads. A slow one misses entries.
 */
package org.bgworker.host.admin;
