package org.bgworker.host.launch;

import java.util.concurrent.CompletableFuture;

/** How a backend waits for an answer: a worker's way is a safe point. */
@FunctionalInterface
public interface Patience {
    /** Waits until the answer is there. */
    <T> T await(CompletableFuture<T> answer) throws InterruptedException;
}
