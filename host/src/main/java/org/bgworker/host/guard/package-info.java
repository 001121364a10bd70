/**
 * Whom a thread belongs to, and what becomes of an exit call and of a shutdown hook in worker code.
 *
 * <p>Libraries reach this package, and only it, through the calls that {@code host.library} puts in
 * the place of {@code System.exit}; it is exported to them as they are loaded.
 */
package org.bgworker.host.guard;
