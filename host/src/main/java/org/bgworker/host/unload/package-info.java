/**
 * What a library leaves behind when it is unloaded, and whether it is really gone.
 *
 * <p>{@link org.bgworker.host.unload.Sweep} undoes what can be undone from outside, {@link
 * org.bgworker.host.unload.Departures} watches the swept loaders go, and {@link
 * org.bgworker.host.unload.Holders} says what holds one that does not. All of it runs on one thread
 * of the host that is not the postmaster's; what may run a library's code runs on threads of its
 * own, which are given up when they take too long. What is kept from one call to the next keeps no
 * class, object, throwable or thread of a library alive.
 *
 * <p>Nothing here knows how libraries are loaded: a loader is an {@link
 * org.bgworker.host.unload.Unloadable}. Modules of the JDK that need not be there are touched only
 * for a library that has used them.
 */
package org.bgworker.host.unload;
