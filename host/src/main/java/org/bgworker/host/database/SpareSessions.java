package org.bgworker.host.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Connections made ahead, so that a worker need not wait for one. Each is given out once, and what
 * a worker leaves behind in its session is never another's: this is no pool.
 */
final class SpareSessions implements AutoCloseable {
    private static final String APPLICATION_NAME = "ApplicationName";

    /** To connect keeps server and driver busy; whoever has just taken one comes first. */
    private static final long LATER_MILLIS = 20;

    private static final String NAME = "bgworker spare";

    private final Connector connector;
    private final int wanted;
    private final Deque<Connection> ready = new ArrayDeque<>();
    private boolean open;
    private boolean started;
    private boolean closed;

    SpareSessions(Connector connector, int wanted) {
        this.connector = connector;
        this.wanted = wanted;
    }

    /** Begins to make what is missing, or begins again: the server takes sessions. */
    synchronized void make() {
        if (wanted > 0 && !open) {
            open = true;
            if (!started) {
                started = true;
                Thread.ofPlatform().name("spare sessions").daemon(true).start(this::run);
            }
            notifyAll();
        }
    }

    private void run() {
        try {
            while (isWanted()) {
                TimeUnit.MILLISECONDS.sleep(LATER_MILLIS);
                try {
                    add(warm(connector.connect(NAME, "")));
                } catch (SQLException refused) {
                    rest();
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first statement of a session is slow: the server reads its catalogs for it. */
    private static Connection warm(Connection made) throws SQLException {
        made.setClientInfo(APPLICATION_NAME, NAME);
        return made;
    }

    /** Waits until one more is wanted; none is after the end. */
    private synchronized boolean isWanted() throws InterruptedException {
        while (!closed && (!open || ready.size() >= wanted)) {
            wait();
        }
        return !closed;
    }

    /** Until the server is seen to take sessions: one that is full is not to be pressed. */
    private synchronized void rest() {
        open = false;
    }

    private synchronized void add(Connection made) {
        if (open) {
            ready.add(made);
        } else {
            Connections.abort(made);
        }
    }

    /** One that the server still knows, under a name. */
    Optional<Connection> take(String applicationName) {
        for (var next = poll(); next.isPresent(); next = poll()) {
            var spare = next.orElseThrow();
            try {
                spare.setClientInfo(APPLICATION_NAME, applicationName); // asks the server
                wake();
                return next;
            } catch (SQLException stale) {
                Connections.abort(spare);
            }
        }
        wake();
        return Optional.empty();
    }

    private synchronized Optional<Connection> poll() {
        return Optional.ofNullable(ready.poll());
    }

    /** To make another, and not before the one that was wanted has been given out. */
    private synchronized void wake() {
        notifyAll();
    }

    /** Forgets all, and makes none until told to: the server is gone. */
    synchronized void discard() {
        open = false;
        ready.forEach(Connections::abort);
        ready.clear();
    }

    @Override
    public synchronized void close() {
        discard();
        closed = true;
        notifyAll();
    }
}
