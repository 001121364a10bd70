/**
 * The database: an embedded H2, or a PostgreSQL server; sessions of workers, and what state the
 * server is in.
 *
 * <p>The drivers lie in a folder and a layer of their own, never on the boot path, where they would
 * clash with a library's own. The host makes the first use of each: a library's classes must not
 * stand in the stack traces that a driver keeps for ever.
 */
package org.bgworker.host.database;
