package org.bgworker.host.postmaster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerStatus;

/**
 * A shell for the postmaster that starts nothing, and notices at once whatever must never happen.
 */
final class World {
    static final long SECOND = 1_000_000_000L;

    final Postmaster postmaster;
    final Limits limits;
    final List<Order> orders = new ArrayList<>();
    final Map<Integer, BackgroundWorker> running = new LinkedHashMap<>();
    final Map<Integer, WorkerId> idOf = new HashMap<>();
    final List<WorkerId> accepted = new ArrayList<>();
    final Set<Long> openRequests = new HashSet<>();
    final Set<Integer> told = new HashSet<>();
    final Set<WorkerId> terminated = new HashSet<>();
    private final Set<Integer> replaced = new HashSet<>();
    final Set<Integer> abandoned = new HashSet<>();
    private final Set<BackgroundWorker> own = new HashSet<>();
    private boolean immediate;
    final Map<WorkerId, Long> notBefore = new HashMap<>();
    final Map<Long, WorkerStatus> answers = new HashMap<>();
    private final Set<Long> registrations = new HashSet<>();
    final Set<Integer> attached = new HashSet<>();
    final Map<Long, Integer> attaching = new HashMap<>();

    /** The current version of each library. */
    final Map<String, LibraryVersion> current = new HashMap<>();

    /** What each run runs. */
    final Map<Integer, LibraryVersion> runs = new HashMap<>();

    final Set<LibraryVersion> unloaded = new HashSet<>();

    final Chronicle chronicle = new Chronicle();
    boolean dirty;
    double chance;
    boolean failLaunches;
    boolean halted;
    ServerState state = ServerState.INIT;
    long now;
    private final Set<WorkerId> ownIds = new HashSet<>();
    private DatabaseCondition database = DatabaseCondition.UNKNOWN;
    private boolean demanded;
    private int lastPid = 100;
    private long lastRequest;

    World(int slots) {
        this(Scenes.limits(slots));
    }

    World(Limits limits) {
        this.limits = limits;
        postmaster = new Postmaster(limits);
    }

    List<Order> happen(Event event) {
        boolean wasHalted = halted;
        if (event instanceof Event.Preloaded preloaded) {
            own.addAll(preloaded.own());
        }
        if (event instanceof Event.Terminate(var id) && !ownIds.contains(id)) {
            terminated.add(id);
        }
        if (event instanceof Event.Reset(var id)) {
            notBefore.remove(id);
        }
        if (!halted && !state.stopping()) {
            expect(event);
        }
        var given = noted(postmaster.on(event, now));
        check(!wasHalted || given.isEmpty(), "something follows a halt: " + given);
        if (event instanceof Event.Preloaded) {
            state = ServerState.STARTUP;
        }
        immediate |= event instanceof Event.Shutdown(var mode) && mode == ShutdownMode.IMMEDIATE;
        if (event instanceof Event.DatabaseSeen(var condition) && !state.stopping()) {
            state = condition.serverState();
            database = condition;
        }
        var all = new ArrayList<>(given);
        orders.addAll(given);
        for (var order : given) {
            all.addAll(obey(order));
        }
        return all;
    }

    /** Has the chronicle read what is to be noted; what is left is to be done. */
    private List<Order> noted(List<Order> given) {
        var left = new ArrayList<Order>();
        for (var order : given) {
            if (order instanceof Order.Note(var happening)) {
                chronicle.read(happening);
                if (happening instanceof Happening.Registered(var id, var worker)
                        && own.contains(worker)) {
                    ownIds.add(id);
                }
            } else {
                left.add(order);
            }
        }
        return left;
    }

    private void expect(Event event) {
        switch (event) {
            case Event.Preloaded(_, var libraries) ->
                    libraries.forEach(one -> current.put(one.name(), one.version()));
            case Event.LibraryArrived(var library) -> {
                if (!stopping()) {
                    current.put(library.name(), library.version());
                    startAtOnce();
                }
            }
            case Event.LibraryRemoved(var name) -> {
                if (!stopping()) {
                    current.remove(name);
                }
            }
            default -> {}
        }
    }

    /** Another version need not wait for what was due of the one before. */
    private void startAtOnce() {
        notBefore.keySet().removeIf(id -> limits.replaceDynamic() || !accepted.contains(id));
    }

    private List<Order> obey(Order order) {
        return switch (order) {
            case Order.Start start -> launch(start);
            case Order.Terminate(int pid, var reason) -> {
                check(running.containsKey(pid), "the dead are told to stop");
                check(
                        reason != TerminateReason.CRASH || (dirty && attached.contains(pid)),
                        "told to stop for a crash that does not concern it");
                check(
                        reason != TerminateReason.DEMOTION || mustNotRun(pid),
                        "told to stop for a demotion that does not concern it");
                check(told.add(pid), "told to stop twice");
                if (reason == TerminateReason.REPLACEMENT) {
                    replaced.add(pid);
                }
                check(
                        !isOwn(pid) || others().allMatch(abandoned::contains),
                        "the host's own worker is told to stop before the others are gone");
                yield List.of();
            }
            case Order.Interrupt(int pid) -> living(pid);
            case Order.Abort(int pid) -> living(pid);
            case Order.Abandon(int pid) -> {
                abandoned.add(pid);
                attached.remove(pid);
                yield living(pid);
            }
            case Order.Registered(long request, WorkerId id) -> {
                check(openRequests.remove(request), "answered twice");
                accepted.add(id);
                yield List.of();
            }
            case Order.Refused(long request, _) -> {
                check(openRequests.remove(request), "answered twice");
                yield List.of();
            }
            case Order.Answer(long request, var status) -> {
                check(openRequests.remove(request), "answered twice");
                answers.put(request, status);
                yield List.of();
            }
            case Order.Attached(long request) -> {
                check(openRequests.remove(request), "answered twice");
                check(!dirty, "shared memory is attached that may be damaged");
                int pid = Objects.requireNonNull(attaching.remove(request));
                if (running.containsKey(pid)) {
                    attached.add(pid);
                }
                yield List.of();
            }
            case Order.DropSharedMemory _ -> {
                check(attached.isEmpty(), "shared memory is dropped under " + attached);
                check(dirty, "shared memory is dropped that is good");
                dirty = false;
                yield List.of();
            }
            case Order.Halt(int stillRunning) -> {
                check(stillRunning == running.size(), "miscounts those that still run");
                check(openRequests.isEmpty(), "somebody waits for ever: " + openRequests);
                check(
                        immediate || abandoned.containsAll(running.keySet()),
                        "halts although workers run");
                halted = true;
                yield List.of();
            }
            case Order.Unload(var version) -> {
                check(unloaded.add(version), "unloaded twice: " + version);
                check(!runs.containsValue(version), "unloaded under a run: " + version);
                check(!current.containsValue(version), "the current version is unloaded");
                yield List.of();
            }
            case Order.RolledBack(var failed, var restored, _, _) -> {
                check(failed.equals(current.put(failed.library(), restored)), "rolls back another");
                check(!unloaded.contains(restored), "rolls back to what was unloaded");
                startAtOnce();
                yield List.of();
            }
            case Order.Notify _, Order.Say _, Order.Note _, Order.TellDatabase _ -> List.of();
            case Order.DemandDatabase _ -> {
                check(
                        database.kind() == DatabaseCondition.Kind.NOT_STARTED,
                        "a database is demanded that needs no start");
                check(!demanded, "the database is demanded twice");
                demanded = true;
                yield List.of();
            }
        };
    }

    private List<Order> living(int pid) {
        check(running.containsKey(pid), "the dead are pressed");
        check(told.contains(pid), "pressed without having been asked");
        return List.of();
    }

    private List<Order> launch(Order.Start start) {
        var id = start.id();
        check(!running.containsKey(pidOf(id)), "two runs in one slot");
        check(!terminated.contains(id), "a terminated worker is started");
        check(state.allows(start.worker().startTime()), "started in a state that forbids it");
        check(
                !start.worker().has(WorkerFlag.BACKEND_DATABASE_CONNECTION)
                        || database.state() != DatabaseState.UNAVAILABLE,
                "started without the database that it needs");
        check(notBefore.getOrDefault(id, 0L) <= now, "started before it was due");
        check(
                !dirty || !start.worker().has(WorkerFlag.SHMEM_ACCESS),
                "started although shared memory may be damaged");
        long version =
                start.version() == 0
                        ? 0
                        : currentOf(start.worker()).map(LibraryVersion::number).orElse(-1L);
        check(start.version() == version, "not the current version is started");
        check(
                start.version() > 0
                        || own.contains(start.worker())
                        || currentOf(start.worker()).isEmpty(),
                "started without the version that is current");
        if (failLaunches) {
            ended(id, start.worker());
            return happen(new Event.LaunchFailed(id, CAUSE, chance));
        }
        int pid = ++lastPid;
        running.put(pid, start.worker());
        idOf.put(pid, id);
        if (version > 0) {
            runs.put(pid, new LibraryVersion(start.worker().libraryName(), version));
        }
        return happen(new Event.Launched(id, pid));
    }

    private Optional<LibraryVersion> currentOf(BackgroundWorker worker) {
        return Optional.ofNullable(current.get(worker.libraryName()));
    }

    private int pidOf(WorkerId id) {
        return running.keySet().stream()
                .filter(pid -> id.slot() == idOf.getOrDefault(pid, id).slot())
                .findFirst()
                .orElse(0);
    }

    /** Whether a run needs a database to write to, and is to end where there is none. */
    boolean mustNotRun(int pid) {
        return limits.terminateOnDemotion()
                && state == ServerState.HOT_STANDBY
                && Objects.requireNonNull(running.get(pid)).startTime()
                        == StartTime.RECOVERY_FINISHED;
    }

    private boolean isOwn(int pid) {
        return own.contains(running.get(pid));
    }

    /** The workers that run and are not the host's own. */
    Stream<Integer> others() {
        return running.keySet().stream().filter(pid -> !isOwn(pid));
    }

    /** Has the nth running worker end, the host's own ones last. */
    List<Order> exit(int nth, WorkerExit exit) {
        int pid =
                Stream.concat(others(), running.keySet().stream().filter(this::isOwn))
                        .skip(nth)
                        .findFirst()
                        .orElseThrow();
        var worker = Objects.requireNonNull(running.remove(pid));
        boolean wasAttached = attached.remove(pid);
        runs.remove(pid);
        dirty |= wasAttached && exit instanceof WorkerExit.Crashed && !stopping();
        boolean demoted =
                exit instanceof WorkerExit.Terminated(var reason)
                        && reason == TerminateReason.DEMOTION;
        if (!replaced.remove(pid) && !demoted && (!wasAttached || !dirty)) {
            ended(idOf.getOrDefault(pid, new WorkerId(0, 0)), worker);
        }
        told.remove(pid);
        return happen(new Event.Exited(pid, exit, chance));
    }

    private boolean stopping() {
        return postmaster.snapshot(now).state().stopping();
    }

    /** Has the nth running worker say that it is ready. */
    List<Order> ready(int nth) {
        return happen(new Event.Ready(others().skip(nth).findFirst().orElseThrow()));
    }

    /** Has the nth running worker ask for shared memory. */
    List<Order> attach(int nth) {
        int pid = others().skip(nth).findFirst().orElseThrow();
        long request = request();
        attaching.put(request, pid);
        return happen(new Event.Attach(request, pid));
    }

    private void ended(WorkerId id, BackgroundWorker worker) {
        if (worker.restartTime() instanceof org.bgworker.spi.RestartTime.After(var interval, _)) {
            notBefore.put(id, now + interval.toNanos());
        }
    }

    List<Order> exit0(int nth) {
        return exit(nth, new WorkerExit.Returned());
    }

    List<Order> exit1(int nth) {
        return exit(nth, new WorkerExit.Threw(CAUSE));
    }

    List<Order> crash(int nth) {
        return exit(nth, new WorkerExit.Crashed(134, CAUSE));
    }

    List<Order> exitAsAsked(int nth) {
        return exit(nth, new WorkerExit.Terminated(TerminateReason.ADMINISTRATOR));
    }

    /** As asked, of a run that is to be followed by another at once. */
    List<Order> exitAsDue(int nth) {
        int pid = others().skip(nth).findFirst().orElseThrow();
        replaced.add(pid);
        return exit(nth, new WorkerExit.Terminated(TerminateReason.ADMINISTRATOR));
    }

    static final ExitCause CAUSE = ExitCause.of(new IllegalStateException("boom"));

    List<Order> register(BackgroundWorker worker) {
        return register(worker, now);
    }

    List<Order> register(BackgroundWorker worker, long deadline) {
        registrations.add(lastRequest + 1);
        return happen(new Event.Register(request(), 2, worker, deadline));
    }

    List<Order> await(WorkerId id, Event.Until until, long deadline) {
        return happen(new Event.Await(request(), 2, id, until, deadline));
    }

    long request() {
        openRequests.add(++lastRequest);
        return lastRequest;
    }

    /** Whether somebody waits for a slot. */
    boolean slotWanted() {
        return registrations.stream().anyMatch(openRequests::contains);
    }

    long lastRequest() {
        return lastRequest;
    }

    /** Lets time pass, with a tick at every moment that the postmaster asked for. */
    List<Order> pass(long nanos) {
        var all = new ArrayList<Order>();
        long until = now + nanos;
        for (long next = postmaster.nextWakeup(); next <= until; next = postmaster.nextWakeup()) {
            now = Math.max(now, next);
            all.addAll(happen(new Event.Tick()));
            check(
                    postmaster.nextWakeup() != next || next == Long.MIN_VALUE,
                    "asks to be woken for ever");
        }
        now = until;
        all.addAll(happen(new Event.Tick()));
        return all;
    }

    static void check(boolean holds, String broken) {
        if (!holds) {
            throw new AssertionError(broken);
        }
    }
}
