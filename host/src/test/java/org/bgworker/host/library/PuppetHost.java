package org.bgworker.host.library;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.postmaster.DatabaseCondition;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.postmaster.LibraryVersion;
import org.bgworker.host.postmaster.Limits;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;

/**
 * The real libraries and the real postmaster of a host, with puppets for workers and a clock by
 * hand. What one tells the other lies in a mailbox until somebody delivers it, as late as may be.
 */
final class PuppetHost {
    static final long SETTLE = Duration.ofMillis(100).toNanos();
    static final long PROBATION = Duration.ofSeconds(10).toNanos();
    private static final int SESSION = 2;
    private static final ExitCause BOOM = ExitCause.of(new IllegalStateException("boom"));

    final Libraries libraries;
    final Postmaster postmaster;
    final Map<Integer, Run> runs = new LinkedHashMap<>();
    final Set<String> forbidden = new HashSet<>();

    /** Versions that were rolled back, and workers that were terminated: neither need run. */
    final Set<String> failed = new HashSet<>();

    final List<WorkerId> accepted = new ArrayList<>();
    private final Deque<Event> toPostmaster = new ArrayDeque<>();
    private final Deque<Order.OfLibrary> toLibrarian = new ArrayDeque<>();
    private final List<String> wrong = new ArrayList<>();
    private int lastPid = 100;
    private long lastRequest;
    long now = 1_000_000_000_000L;

    /** A worker's run; it has found its library, or is about to. */
    static final class Run {
        final int pid;
        final BackgroundWorker worker;
        final long version;
        Optional<Library> library = Optional.empty();
        boolean asked;

        Run(int pid, BackgroundWorker worker, long version) {
            this.pid = pid;
            this.worker = worker;
            this.version = version;
        }

        boolean isOf(BackgroundWorker other) {
            return worker.libraryName().equals(other.libraryName())
                    && worker.name().equals(other.name());
        }

        @Override
        public String toString() {
            return worker.name()
                    + " of "
                    + library.map(one -> one.name() + " " + one.version()).orElse("?");
        }
    }

    PuppetHost(Path modules, Path data, String preload, boolean replaceDynamic)
            throws ReportException {
        var settings =
                new SettingTable(
                        data.resolve("none.conf"),
                        false,
                        List.of(
                                new Assignment("shared_preload_libraries", preload, "in a test"),
                                new Assignment("library_settle_time", "100ms", "in a test")));
        settings.load();
        libraries =
                new Libraries(
                        modules,
                        settings,
                        new Libraries.Sources(Optional::empty, Inspections.in(data), this::decide),
                        toPostmaster::add);
        postmaster =
                new Postmaster(
                        new Limits(
                                64,
                                Duration.ofSeconds(2),
                                RestartPolicy.PLAIN,
                                true,
                                Duration.ofNanos(PROBATION),
                                replaceDynamic,
                                false));
    }

    private Gate.Decision decide(Gate.Identity library) {
        return forbidden.contains(library.name() + " " + library.version())
                ? new Gate.NotAudited(Report.error("not permitted", "", ""))
                : new Gate.Permitted(List.of());
    }

    /** What must never happen and has; empties the list. */
    List<String> takeWrong() {
        var taken = List.copyOf(wrong);
        wrong.clear();
        return taken;
    }

    void start() throws ReportException {
        var preloaded = libraries.preload(now);
        libraries.takeFailed();
        handle(new Event.Preloaded(List.of(), preloaded.libraries()));
        handle(new Event.DatabaseSeen(DatabaseCondition.READ_WRITE));
        handle(new Event.BackendStarted(SESSION));
    }

    private void handle(Event event) {
        for (var order : postmaster.on(event, now)) {
            obey(order);
        }
    }

    private void obey(Order order) {
        switch (order) {
            case Order.Start(var id, var worker, long version) -> {
                var twin = runs.values().stream().filter(run -> run.isOf(worker)).findFirst();
                twin.ifPresent(run -> wrong.add("started twice: " + run));
                int pid = ++lastPid;
                runs.put(pid, new Run(pid, worker, version));
                handle(new Event.Launched(id, pid));
            }
            case Order.Terminate(int pid, _) ->
                    Optional.ofNullable(runs.get(pid)).ifPresent(run -> run.asked = true);
            case Order.Registered(_, var id) -> accepted.add(id);
            case Order.OfLibrary ofLibrary -> toLibrarian.add(ofLibrary);
            case Order.Halt _ -> wrong.add("halted");
            case Order.Interrupt _,
                    Order.Abort _,
                    Order.Abandon _,
                    Order.Notify _,
                    Order.TellDatabase _,
                    Order.DemandDatabase _,
                    Order.Refused _,
                    Order.Attached _,
                    Order.DropSharedMemory _,
                    Order.Answer _,
                    Order.Note _,
                    Order.Say _ -> {}
        }
    }

    /** The postmaster takes the next letter. */
    boolean deliver() {
        var event = toPostmaster.poll();
        if (event != null) {
            handle(event);
        }
        return event != null;
    }

    /** The librarian takes all letters, and looks. */
    void look() {
        for (var order = toLibrarian.poll(); order != null; order = toLibrarian.poll()) {
            if (order instanceof Order.RolledBack rolledBack) {
                noteFailed(rolledBack.failed());
            }
            var leaving = libraries.obey(order);
            leaving.forEach(libraries::forget);
            for (var library : leaving) {
                runs.values().stream()
                        .filter(run -> run.library.equals(Optional.of(library)))
                        .forEach(run -> wrong.add("unloaded under " + run));
            }
        }
        libraries.look(now);
        libraries.takeFailed();
    }

    private void noteFailed(LibraryVersion version) {
        try {
            var library = libraries.version(version.library(), version.number());
            failed.add(library.name() + " " + library.version());
        } catch (ReportException gone) {
            wrong.add("rolled back and gone: " + version);
        }
    }

    void pass(long nanos) {
        long until = now + nanos;
        while (postmaster.nextWakeup() <= until) {
            now = Math.max(now, postmaster.nextWakeup());
            handle(new Event.Tick());
        }
        now = until;
    }

    void register(String library, String name, boolean restarted) {
        var builder =
                BackgroundWorker.named(name + ++lastRequest)
                        .library(library)
                        .function("PuppetWork");
        if (restarted) {
            builder.restartAfter(Duration.ofSeconds(1));
        }
        toPostmaster.add(new Event.Register(lastRequest, SESSION, builder.build(), now));
    }

    void terminate(WorkerId id) {
        toPostmaster.add(new Event.Terminate(id));
    }

    /** A run finds its library, as its thread does first. */
    void find(Run run) {
        try {
            var name = run.worker.libraryName();
            run.library =
                    Optional.of(
                            run.version == 0
                                    ? libraries.find(name, run.pid)
                                    : libraries.version(name, run.version));
        } catch (ReportException missing) {
            if (run.version != 0) {
                wrong.add("the version of %s is gone".formatted(run));
            }
            exit(run, new WorkerExit.Threw(BOOM));
        }
    }

    void exit(Run run, WorkerExit exit) {
        runs.remove(run.pid);
        toPostmaster.add(new Event.Exited(run.pid, exit, 0));
    }

    void exit(Run run, int how) {
        exit(
                run,
                switch (how % 6) {
                    case 0 -> new WorkerExit.Crashed(134, BOOM);
                    case 1 -> new WorkerExit.Threw(BOOM);
                    case 2 ->
                            isStatic(run) ? new WorkerExit.Threw(BOOM) : new WorkerExit.Returned();
                    default ->
                            run.asked
                                    ? new WorkerExit.Terminated(TerminateReason.REPLACEMENT)
                                    : new WorkerExit.Threw(BOOM);
                });
    }

    static boolean isStatic(Run run) {
        return run.worker.name().startsWith("w");
    }
}
