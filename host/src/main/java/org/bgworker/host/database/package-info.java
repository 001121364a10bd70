/**
 * The database: the private PostgreSQL server, or others; sessions of workers, and what state the
 * server is in.
 *
 * <p>The drivers lie in a folder and a layer of their own, never on the boot path, where they would
 * clash with a library's own. The host makes the first use of each: a library's classes must not
 * stand in the stack traces that a driver keeps for ever.
 *
 * <p>Which server is meant where the URL names several, and how a session is encrypted, is the
 * driver's business. What the host adds is set only where the URL is silent.
 *
 * <p>One condition gates the starts of all: that of the host's own database. A named database is
 * not watched, for no worker says beforehand which one it will use.
 */
package org.bgworker.host.database;
