package org.bgworker.host.shmem;

import java.util.concurrent.CompletableFuture;

/** What may be done with a segment that was asked for. */
public sealed interface Claim {
    /** It can be attached. */
    record Ready(Segment segment) implements Claim {}

    /** It is the caller's to initialise, and then to report so. */
    record Mine(Segment segment) implements Claim {}

    /**
     * Another one initialises it.
     *
     * @param over done when that one has, or has failed; then claim again
     */
    record Busy(CompletableFuture<Void> over) implements Claim {}
}
