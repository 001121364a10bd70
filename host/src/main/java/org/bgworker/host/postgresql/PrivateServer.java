package org.bgworker.host.postgresql;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bgworker.host.log.Log;
import org.bgworker.host.postgresql.ServerStatus.Failed;
import org.bgworker.host.postgresql.ServerStatus.Running;
import org.bgworker.host.postgresql.ServerStatus.Starting;
import org.bgworker.host.postgresql.ServerStatus.Stopped;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/**
 * The PostgreSQL server of this host alone: started when first needed, started again when it ends,
 * stopped with the host. All of that is done by one thread, which owns the process.
 */
public final class PrivateServer implements AutoCloseable {
    private static final int PORTS = 5;
    private static final Duration BREATH = Duration.ofMillis(100);

    /** What a stop may take beyond the time that the server has for it. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ServerOptions options;
    private final ServerDirectory directory;
    private final LongSupplier clock;
    private final Pauses pauses = new Pauses();
    private final Failures failures = new Failures();
    private final CurrentStatus current;
    private volatile Optional<ServerProcess> process = Optional.empty();
    private Optional<Thread> thread = Optional.empty();
    private boolean stopping;
    private boolean inOrder = true;

    /**
     * Starts nothing yet.
     *
     * @param clock nanoseconds of any origin
     */
    public PrivateServer(ServerOptions options, LongSupplier clock) {
        this.options = options;
        this.clock = clock;
        this.current = new CurrentStatus(clock);
        this.directory = ServerDirectory.in(options.data());
    }

    /** Has it started, if that has not been done; returns at once. */
    public synchronized void demand() {
        if (thread.isEmpty() && !stopping) {
            current.enter(new Starting(""));
            var owner =
                    Thread.ofPlatform().name("private server").daemon(true).unstarted(this::run);
            try {
                owner.start();
                thread = Optional.of(owner);
            } catch (OutOfMemoryError noThread) {
                current.enter(new Failed(noThread.toString()));
            }
        }
    }

    /** What it is doing. */
    public ServerStatus status() {
        return current.status();
    }

    /** Has it read its configuration files again. */
    public void reload() {
        signal("HUP");
    }

    /** Has it stop in order, whereupon it is started again. */
    public void restart() {
        signal("INT");
    }

    private void signal(String signal) {
        var running = process;
        if (running.isPresent()) {
            try {
                Signals.send(signal, running.orElseThrow().pid());
            } catch (IOException noShell) {
                Log.write(
                        Report.error(
                                "could not send SIG%s to the private server".formatted(signal),
                                "%s.".formatted(FileFailure.reason(noShell)),
                                ""));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same, to be waited for. */
    public CurrentStatus current() {
        return current;
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized boolean stopsInOrder() {
        return inOrder;
    }

    private void run() {
        var reason = "";
        try {
            while (!isStopping()) {
                current.enter(new Starting(reason));
                try {
                    reason = serve();
                    pauses.ended(clock.getAsLong());
                } catch (ReportException failed) {
                    reason = failures.tell(failed.report());
                    pauses.failed();
                } catch (RuntimeException | Error unforeseen) {
                    reason = failures.tell(failure(unforeseen.toString()).report());
                    pauses.failed();
                }
                rest(reason);
            }
        } catch (InterruptedException stopped) {
            // by close
        } finally {
            current.enter(new Stopped());
        }
    }

    /** Waits before the next start, unless that may come at once. */
    private void rest(String reason) throws InterruptedException {
        var pause = pauses.next();
        if (!pause.isZero() && !isStopping()) {
            current.enter(new Failed(reason));
            Thread.sleep(pause);
        }
    }

    /**
     * Runs it once, to its end.
     *
     * @return how it ended
     * @throws ReportException if it did not come to take sessions
     */
    private String serve() throws ReportException, InterruptedException {
        var preparation = Preparation.of(options, directory);
        try {
            if (!preparation.tools().lock()) {
                new OldServer(directory).endNamed(options.stopTimeout());
            }
            for (int tries = 1; ; tries++) {
                var process = ServerProcess.start(preparation, options, directory);
                this.process = Optional.of(process);
                try {
                    boolean ready = follow(process, preparation.binaries().version());
                    var end = process.awaitEnd();
                    if (ready) {
                        return lost(process, end);
                    }
                    refuse(end, tries);
                } finally {
                    this.process = Optional.empty();
                    stop(process);
                }
            }
        } catch (IOException failed) {
            throw failure(FileFailure.reason(failed));
        }
    }

    /** What kept a server from starting, unless the next try may do better. */
    private void refuse(ServerEnd end, int tries)
            throws ReportException, IOException, InterruptedException {
        if (end.isLocked() && tries < PORTS) {
            new OldServer(directory).end(options.stopTimeout());
        } else if (!end.isPortTaken() || tries == PORTS) {
            throw failure("It %s.\n%s".formatted(end.how(), end.log()));
        }
    }

    private static ReportException failure(String detail) {
        return new ReportException("could not start the private server", detail, "");
    }

    private String lost(ServerProcess process, ServerEnd end) {
        var report =
                new Report(
                        end.status() == 0 ? Severity.LOG : Severity.WARNING,
                        "private server (PID %d) %s".formatted(process.pid(), end.how()),
                        end.status() == 0 ? "" : end.log(),
                        "");
        if (!isStopping()) {
            Log.write(report);
        }
        return report.primary();
    }

    /** Waits while it takes sessions, and while it recovers; whether it ever took one. */
    private boolean follow(ServerProcess process, String version)
            throws IOException, InterruptedException {
        var workers = ServerAccess.of(process.port(), ServerAccess.WORKERS);
        var administrator = ServerAccess.of(process.port(), AdminSocket.ROLE);
        boolean ready = false;
        for (var session = process.connect(); session.isPresent(); session = process.connect()) {
            try (var own = session.orElseThrow()) {
                Roles.prepare(own, workers, administrator);
                createExtensions(process);
                current.enter(new Running(process.pid(), version, workers, administrator));
                Log.write(
                        Report.of(
                                Severity.LOG,
                                "private server (PID %d, PostgreSQL %s) is ready on port %d"
                                        .formatted(process.pid(), version, process.port())));
                pauses.ready(clock.getAsLong());
                ready = true;
                own.awaitEnd();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            current.enter(new Starting("the private server recovers"));
            Thread.sleep(BREATH); // a session that is lost again and again keeps nobody busy
        }
        return ready;
    }

    private void createExtensions(ServerProcess process) {
        if (!options.extensions().isEmpty()) {
            try (var session = process.connectToWorkers()) {
                Roles.createExtensions(session, options.extensions());
            } catch (IOException refused) {
                options.extensions().forEach(one -> Roles.notCreated(one, refused));
            }
        }
    }

    /** The interrupt that has brought the thread here is over; another means to hurry. */
    private void stop(ServerProcess process) {
        boolean interrupted = Thread.interrupted();
        process.stop(stopsInOrder(), options.stopTimeout());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it at once, without a checkpoint: its next start recovers. */
    public void stopAtOnce() {
        stop(false);
    }

    /** Stops it in order, and at once when that takes too long; waits for its end. */
    @Override
    public void close() {
        stop(true);
        var last = owner();
        try {
            if (last.isPresent() && !last.orElseThrow().join(options.stopTimeout().plus(GRACE))) {
                Log.write(
                        new Report(
                                Severity.WARNING,
                                "the private server is left behind",
                                "It does not stop, or a file of its data directory cannot be read.",
                                "The next start of the host waits for its end."));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Thread> owner() {
        return thread;
    }

    private synchronized void stop(boolean orderly) {
        boolean changes = !stopping || (inOrder && !orderly);
        inOrder = inOrder && orderly;
        stopping = true;
        if (changes) {
            thread.ifPresent(Thread::interrupt);
        }
    }
}
