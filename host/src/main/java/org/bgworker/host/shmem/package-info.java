/**
 * Shared memory: named segments ({@code dsm_registry}), each a mapped file in the data directory.
 *
 * <p>A segment is known by its name to all libraries. Whoever claims it first initialises it; each
 * run maps it into an arena of its own, which ends with the run. The registry lives as long as the
 * host, or until the postmaster has it dropped after a crash.
 */
package org.bgworker.host.shmem;
