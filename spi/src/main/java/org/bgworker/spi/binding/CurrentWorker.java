package org.bgworker.spi.binding;

import org.bgworker.spi.WorkerContext;

/** Binds a thread to its worker. Exported to the host alone. */
public final class CurrentWorker {
    private static final ScopedValue<WorkerContext> CURRENT = ScopedValue.newInstance();

    private CurrentWorker() {}

    /** The bound worker; for {@link WorkerContext#current()}. */
    public static WorkerContext get() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException(
                    "thread \"%s\" belongs to no background worker; take threads from the worker's context"
                            .formatted(Thread.currentThread().getName()));
        }
        return CURRENT.get();
    }

    /** Runs {@code body} as a part of the worker. */
    public static void run(WorkerContext worker, Runnable body) {
        ScopedValue.where(CURRENT, worker).run(body);
    }
}
