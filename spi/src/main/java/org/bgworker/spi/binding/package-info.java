/** How the host tells {@link org.bgworker.spi.WorkerContext#current()} whom a thread belongs to. */
package org.bgworker.spi.binding;
