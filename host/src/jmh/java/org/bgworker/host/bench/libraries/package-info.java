/**
 * Many small libraries in one process, loaded and unloaded by bgworker, by other plugin hosts, and
 * by the bare JDK, which is the floor.
 *
 * <p>{@link org.bgworker.host.bench.libraries.GeneratedLibraries} makes the same library for each
 * kind of host, {@link org.bgworker.host.bench.libraries.Trial} is one process that measures one
 * host with so many of them, and {@link org.bgworker.host.bench.libraries.LibraryBenchmarks} runs
 * the trials in turn. What is bgworker's own stands in one file, {@link
 * org.bgworker.host.bench.libraries.Bgworker}.
 */
package org.bgworker.host.bench.libraries;
