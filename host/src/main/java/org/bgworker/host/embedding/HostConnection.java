package org.bgworker.host.embedding;

import java.time.Duration;
import org.bgworker.host.server.HostSession;
import org.bgworker.spi.Backend;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.Registration;

/**
 * A session of the application with its host: a backend that is no worker. A smart shutdown waits
 * until it is closed (R119). Several threads may use it.
 */
public final class HostConnection implements Backend, AutoCloseable {
    private final HostSession session;

    HostConnection(HostSession session) {
        this.session = session;
    }

    @Override
    public int pid() {
        return session.pid();
    }

    @Override
    public Registration registerDynamic(BackgroundWorker worker) {
        return session.registerDynamic(worker);
    }

    @Override
    public Registration registerDynamic(BackgroundWorker worker, Duration deadline)
            throws InterruptedException {
        return session.registerDynamic(worker, deadline);
    }

    @Override
    public BackgroundWorkerHandle handle(String text) {
        return session.handle(text);
    }

    /** Ends the session. Workers that it registered run on (R48). */
    @Override
    public void close() {
        session.close();
    }
}
