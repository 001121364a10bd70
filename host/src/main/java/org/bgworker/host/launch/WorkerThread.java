package org.bgworker.host.launch;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bgworker.host.database.Session;
import org.bgworker.host.guard.ExitCalls;
import org.bgworker.host.guard.ExitError;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.host.shmem.SharedMemory;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.Settings;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.binding.CurrentWorker;
import org.jspecify.annotations.Nullable;

/** A run of a worker on its thread: find the function, run it, leave nothing behind, tell. */
final class WorkerThread implements ExitCalls.Target {
    private static final Duration CANCEL_INTERVAL = Duration.ofMillis(200);

    private final Run run;
    private final Services services;
    private final Thread thread;
    private final Interrupts interrupts;
    private final RunningWorker context;
    private final CountDownLatch left = new CountDownLatch(1);
    private volatile ClassLoader loader = ClassLoader.getPlatformClassLoader();

    /**
     * What all runs use.
     *
     * @param entryPoints finds functions
     * @param sessions opens database sessions
     * @param memory is shared
     * @param settings gives the values of the settings with these names
     * @param database tells what the database can do
     * @param events takes the exit
     * @param ticker tells the time
     */
    record Services(
            EntryPoints entryPoints,
            OwnSession.Opener sessions,
            SharedMemory memory,
            Function<Set<String>, Settings> settings,
            Supplier<DatabaseState> database,
            Consumer<Event> events,
            Ticker ticker) {}

    WorkerThread(Run run, Services services) {
        this.run = run;
        this.services = services;
        this.thread = run.thread().thread();
        this.interrupts = new Interrupts(thread, run.entry().type(), services.ticker());
        this.context =
                new RunningWorker(
                        run, interrupts, services, () -> services.settings().apply(Set.of()));
    }

    void start() {
        ExitCalls.register(run.pid(), this);
        try {
            run.thread().use(run.entry().name(), this::live);
        } catch (Throwable noThread) {
            ExitCalls.unregister(run.pid());
            throw noThread;
        }
    }

    boolean lives() {
        return run.thread().lives();
    }

    private void live() {
        run.owner().own();
        WorkerExit exit;
        try {
            CurrentWorker.run(context, this::main);
            exit = Outcome.returned(interrupts);
        } catch (Passing passing) {
            exit = Outcome.thrown(passing.thrown(), interrupts);
        } catch (Throwable thrown) {
            exit = Outcome.thrown(thrown, interrupts);
        }
        leave();
        var last = interrupts.exitRequested().isPresent() ? Outcome.returned(interrupts) : exit;
        double chance = ThreadLocalRandom.current().nextDouble();
        services.events().accept(new Event.Exited(run.pid(), last, chance));
    }

    private void main() {
        try {
            var entryPoint = services.entryPoints().find(run.wanted());
            loader = entryPoint.loader();
            thread.setContextClassLoader(loader);
            context.see(() -> services.settings().apply(entryPoint.settings()));
            if (!run.entry().has(WorkerFlag.NOTIFIES_READY)) {
                services.events().accept(new Event.Ready(run.pid()));
            }
            entryPoint.function().main(run.entry().mainArg());
        } catch (Exception thrown) {
            throw new Passing(thrown);
        }
    }

    /** Carries a checked exception out of a {@link Runnable}. */
    private static final class Passing extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Throwable thrown;

        Passing(Throwable thrown) {
            super(thrown);
            this.thrown = thrown;
        }

        Throwable thrown() {
            return thrown;
        }
    }

    private void leave() {
        Thread.interrupted(); // meant for the function, not for what follows
        interrupts.hold(); // as proc_exit does: what follows is not to be ended half-way
        left.countDown();
        var actions = context.exitActions();
        synchronized (actions) {
            while (!actions.isEmpty()) {
                quietly("exit action", () -> CurrentWorker.run(context, actions.pop()));
            }
        }
        quietly("side threads", () -> context.side().end(services.ticker()).forEach(this::left));
        context.session().ifPresent(session -> quietly("database session", session::close));
        context.attachments().ifPresent(memory -> quietly("shared memory", memory::close));
        ExitCalls.unregister(run.pid());
        thread.setContextClassLoader(null);
    }

    /** A step of leaving that may fail without stopping the others. */
    private interface Step {
        void run() throws Exception;
    }

    private void quietly(String what, Step step) {
        try {
            step.run();
        } catch (Throwable failed) {
            warn(
                    "background worker \"%s\" left its %s in disorder"
                            .formatted(run.entry().name(), what),
                    "%s.".formatted(ExitCause.of(failed).summary()));
        }
    }

    private void left(Thread remaining) {
        warn(
                "background worker \"%s\" left thread \"%s\" running"
                        .formatted(run.entry().name(), remaining.getName()),
                stack(remaining));
    }

    private void warn(String primary, String detail) {
        Log.write(run.pid(), new Report(Severity.WARNING, primary, detail, ""));
    }

    private static String stack(Thread of) {
        return stackOf(of).stream().map(frame -> "at " + frame).collect(Collectors.joining("\n"));
    }

    /** Asks the worker to end, and cancels its statements unless it holds interrupts. */
    void terminate(TerminateReason reason) {
        interrupts.terminate(reason);
        onSession("cancel the statement", this::cancelUntilLeft);
    }

    /** {@code pg_cancel_backend}; whether there is a session. */
    boolean cancel() {
        onSession("cancel the statement", Session::cancel);
        return context.session().isPresent();
    }

    RunView view() {
        return RunView.of(run.thread(), context);
    }

    /** Innermost call first. */
    List<StackTraceElement> stack() {
        return run.thread().state() == Thread.State.NEW ? List.of() : stackOf(thread);
    }

    /** Down to the host's own calls; long, for the worker's own may stand below a driver's. */
    private static List<StackTraceElement> stackOf(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().equals(WorkerThread.class.getName()))
                .limit(60)
                .toList();
    }

    /** Again and again: a cancel that comes between two statements is heard by neither. */
    private void cancelUntilLeft(Session session) throws SQLException {
        try {
            do {
                if (!interrupts.held()) {
                    session.cancel();
                }
            } while (!left.await(CANCEL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    void interrupt() {
        onSession("cancel the statement", Session::cancel);
        thread.interrupt();
    }

    void abort() {
        onSession("cut the session", Session::abort);
        thread.interrupt();
    }

    /** Says that nothing ended the worker, and where it stands. */
    void abandon() {
        Log.write(
                new Report(
                        Severity.WARNING,
                        "background worker \"%s\" (PID %d) did not end and is abandoned"
                                .formatted(run.entry().type(), run.pid()),
                        "Its slot stays in use. It stands at:\n" + stack(thread),
                        "A worker ends at its next safe point: call checkForInterrupts() in long loops, and let WorkerTerminatedError and InterruptedException pass."));
    }

    void setLatch() {
        interrupts.set();
    }

    void databaseChanged() {
        context.databaseChanged();
    }

    void reloadSettingsLater() {
        context.reloadSettingsLater();
    }

    /** What is done to a session from outside. */
    private interface OnSession {
        void run(Session session) throws SQLException;
    }

    /** Off the postmaster's thread: it may have to wait for the server. */
    private void onSession(String what, OnSession action) {
        context.session()
                .ifPresent(session ->
                        Thread.ofVirtual()
                                .name(what)
                                .start(() -> {
                                    try {
                                        action.run(session);
                                    } catch (SQLException failed) {
                                        couldNot(what, failed);
                                    }
                                }));
    }

    private void couldNot(String what, SQLException failed) {
        Log.write(
                new Report(
                        Severity.DEBUG1,
                        "could not %s of background worker \"%s\""
                                .formatted(what, run.entry().name()),
                        "%s.".formatted(failed.getMessage()),
                        ""));
    }

    @Override
    public boolean uses(@Nullable ClassLoader caller) {
        // none: a method reference that a class of the JDK has called
        return caller == null || caller.equals(loader);
    }

    @Override
    public void exitAsked(ExitError exit) {
        interrupts.exitAsked(exit);
    }
}
