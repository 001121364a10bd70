package org.bgworker.host.unload;

import java.time.Duration;

/**
 * How long is waited for what, while libraries go.
 *
 * @param byThemselves how long they may take before a collection is asked for
 * @param betweenCollections the least time from one collection asked for to the next
 * @param leaked after it, and after two collections, a library that is still there has leaked
 */
public record Patience(Duration byThemselves, Duration betweenCollections, Duration leaked) {}
