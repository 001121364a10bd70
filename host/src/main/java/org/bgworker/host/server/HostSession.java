package org.bgworker.host.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.bgworker.host.launch.Backends;
import org.bgworker.host.launch.Patience;
import org.bgworker.host.launch.Requests;
import org.bgworker.host.postmaster.Event;
import org.bgworker.spi.Backend;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.Registration;

/** A backend that is no worker. A smart shutdown waits for it (R119). */
public final class HostSession implements Backend, AutoCloseable {
    private final Backend backend;
    private final Consumer<Event> events;

    HostSession(int pid, Requests requests, Consumer<Event> events) {
        this.backend = new Backends(pid, requests, patience());
        this.events = events;
        events.accept(new Event.BackendStarted(pid));
    }

    private static Patience patience() {
        return new Patience() {
            @Override
            public <T> T await(CompletableFuture<T> answer) throws InterruptedException {
                try {
                    return answer.get();
                } catch (ExecutionException never) {
                    throw new IllegalStateException(never);
                }
            }
        };
    }

    @Override
    public int pid() {
        return backend.pid();
    }

    @Override
    public Registration registerDynamic(BackgroundWorker worker) {
        return backend.registerDynamic(worker);
    }

    @Override
    public Registration registerDynamic(BackgroundWorker worker, Duration deadline)
            throws InterruptedException {
        return backend.registerDynamic(worker, deadline);
    }

    @Override
    public BackgroundWorkerHandle handle(String text) {
        return backend.handle(text);
    }

    /** Ends the session. Workers that it registered run on (R48). */
    @Override
    public void close() {
        events.accept(new Event.BackendExited(pid()));
    }
}
