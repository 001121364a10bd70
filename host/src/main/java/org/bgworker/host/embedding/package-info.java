/**
 * A host inside another application, which can then register workers and hold their handles.
 *
 * <p>{@link org.bgworker.host.embedding.EmbeddedHost#builder()} starts one as {@code bgworker run}
 * does, with the same settings. The application is a backend of it through {@link
 * org.bgworker.host.embedding.HostConnection}s (R37), and its administrator through the host
 * itself. Signals, the exit code and the end of the process remain the application's.
 *
 * <p>The virtual machine's {@link System.Logger}s write to the host's log while the host's module
 * is on the module path.
 */
package org.bgworker.host.embedding;
