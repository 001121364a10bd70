package org.bgworker.host.launch;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bgworker.host.postmaster.Event.Until;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.spi.Backend;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.Registration;
import org.bgworker.spi.WorkerStatus;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;

/**
 * What every backend can do, be it a worker or a session.
 *
 * @param pid of the backend
 * @param requests its way to the postmaster
 * @param patience its way to wait
 */
public record Backends(int pid, Requests requests, Patience patience) implements Backend {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);
    private static final Pattern HANDLE = Pattern.compile("(\\d{1,9})\\.(\\d{1,18})\\.(\\d{1,18})");

    @Override
    public Registration registerDynamic(BackgroundWorker worker) {
        // without a wait for a slot the postmaster answers at once, so nothing is waited for
        return registration(requests.register(pid, worker, Duration.ZERO).answer().join());
    }

    @Override
    public Registration registerDynamic(BackgroundWorker worker, Duration deadline)
            throws InterruptedException {
        return registration(await(requests.register(pid, worker, deadline)));
    }

    private Registration registration(Order.Reply reply) {
        return switch (reply) {
            case Order.Registered(_, var id) ->
                    new Registration.Accepted(new Handle(id, requests.hostStart()));
            case Order.Refused(_, var report) ->
                    new Registration.Refused(report.primary(), report.detail(), report.hint());
        };
    }

    @Override
    public BackgroundWorkerHandle handle(String text) {
        var matcher = HANDLE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a handle: \"%s\"".formatted(text));
        }
        return new Handle(
                new WorkerId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))),
                Long.parseLong(matcher.group(3)));
    }

    private <T> T await(Requests.Pending<T> pending) throws InterruptedException {
        try {
            return patience.await(pending.answer());
        } finally {
            if (!pending.answer().isDone()) {
                requests.stopWaiting(pending.number());
            }
        }
    }

    /** Slot, generation and start of the host; of another start it is stale for ever. */
    private final class Handle implements BackgroundWorkerHandle {
        private static final WorkerStatus GONE =
                new WorkerStatus(
                        HandleStatus.STOPPED,
                        State.FINISHED,
                        0,
                        Optional.empty(),
                        Optional.empty());

        private final WorkerId id;
        private final long hostStart;

        Handle(WorkerId id, long hostStart) {
            this.id = id;
            this.hostStart = hostStart;
        }

        private boolean stale() {
            return hostStart != requests.hostStart();
        }

        @Override
        public WorkerStatus status() {
            return stale() ? GONE : requests.status(id).answer().join();
        }

        @Override
        public WorkerStatus waitForStartup() throws InterruptedException {
            return waitForStartup(FOR_EVER);
        }

        @Override
        public WorkerStatus waitForStartup(Duration timeout) throws InterruptedException {
            return waitUntil(Until.STARTED, timeout);
        }

        @Override
        public WorkerStatus waitForShutdown() throws InterruptedException {
            return waitForShutdown(FOR_EVER);
        }

        @Override
        public WorkerStatus waitForShutdown(Duration timeout) throws InterruptedException {
            return waitUntil(Until.STOPPED, timeout);
        }

        private WorkerStatus waitUntil(Until until, Duration timeout) throws InterruptedException {
            return stale() ? GONE : await(requests.await(pid, id, until, timeout));
        }

        @Override
        public void terminate() {
            if (!stale()) {
                requests.terminate(id);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Handle that
                    && id.equals(that.id)
                    && hostStart == that.hostStart;
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return id.slot() + "." + id.generation() + "." + hostStart;
        }
    }
}
