/**
 * From an entry of the modules directory to a library: read, check, layer, init.
 *
 * <p>An entry is a jar, or a folder of jars. Exactly one module of it, the root, provides {@link
 * org.bgworker.spi.WorkerMain} or {@link org.bgworker.spi.WorkerLibrary} and gives the library its
 * name. The entry's files are read once, closed, and never looked at again: {@link
 * org.bgworker.host.archive.JarImage} holds their bytes. What can be known without running code is
 * checked before any class is loaded, and all problems are reported at once. What ClassGraph found
 * in a library's bytes is remembered in the data directory ({@link
 * org.bgworker.host.library.Inspections}), so that a start that finds nothing new scans nothing. A
 * load is a transaction: whatever fails, nothing of the library stays.
 *
 * <p>The directory is reconciled, not followed: {@link org.bgworker.host.library.Libraries}
 * compares what is there and may run with what is loaded, whenever it is asked to look, and tells
 * the postmaster what came of it. Which version a worker runs is the postmaster's to decide, and
 * when a version may go.
 */
package org.bgworker.host.library;
