/**
 * The gate that only audited libraries pass, and what a reviewer sees of a library before it may.
 *
 * <p>A library is permitted as the set of the SHA-256 of all its files, by a line of a list ({@link
 * org.bgworker.host.audit.AuditList}) that only {@code bgworker audit} writes; the host reads it
 * and never permits anything by itself. {@link org.bgworker.host.audit.Audit} decides, and also
 * whether others than its owner could change what it decided about. A list that cannot be read
 * permits nothing.
 *
 * <p>{@code Review} is what a library holds and what it can do, read from its class files without
 * loading a class. Both are a gate against accidents and unreviewed code, not a sandbox: what
 * passes runs with all the rights of the host.
 */
package org.bgworker.host.audit;
