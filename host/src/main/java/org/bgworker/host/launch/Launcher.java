package org.bgworker.host.launch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bgworker.host.database.Sessions;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.shmem.SharedMemory;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.Settings;
import org.bgworker.spi.TerminateReason;

/** Starts workers and passes on to them what the postmaster orders. */
public final class Launcher {
    /** Of all hosts in the process: exit calls are told apart by it. */
    private static final AtomicInteger LAST_PID = new AtomicInteger(Postmaster.PID);

    private final Map<Integer, WorkerThread> running = new ConcurrentHashMap<>();
    private final WorkerThread.Services services;
    private final SpareThreads spares;
    private final Requests requests;
    private final Runnable demand;
    private volatile DatabaseState database = DatabaseState.UNAVAILABLE;

    /**
     * Starts nothing yet.
     *
     * @param entryPoints finds functions
     * @param sessions where sessions come from
     * @param threads where they are opened
     * @param spares where the workers' threads come from
     * @param memory shared by workers
     * @param settings gives the values of the settings with these names
     * @param requests the workers' way to the postmaster
     * @param events takes exits
     */
    public Launcher(
            EntryPoints entryPoints,
            Sessions sessions,
            HostThreads threads,
            SpareThreads spares,
            SharedMemory memory,
            Function<Set<String>, Settings> settings,
            Requests requests,
            Consumer<Event> events) {
        this.spares = spares;
        this.requests = requests;
        this.demand = sessions.main()::demand;
        this.services =
                new WorkerThread.Services(
                        entryPoints,
                        (name, databaseName, user) ->
                                threads.call(() -> sessions.open(name, databaseName, user)),
                        memory,
                        settings,
                        () -> database,
                        event -> {
                            if (event instanceof Event.Exited(int pid, _, _)) {
                                running.remove(pid);
                            }
                            events.accept(event);
                        },
                        Ticker.system());
    }

    /** A number never given out before. */
    public int nextPid() {
        return LAST_PID.incrementAndGet();
    }

    /**
     * Starts a worker.
     *
     * @param version the number of its library's version, 0 if none is known
     * @return its pid
     * @throws OutOfMemoryError if there is no thread for it; any other throwable too leaves nothing
     */
    public int launch(BackgroundWorker worker, long version) {
        int pid = nextPid();
        var own = spares.next();
        try {
            var run = new Run(pid, worker, version, own, requests);
            var thread = new WorkerThread(run, services);
            running.put(pid, thread);
            thread.start();
        } catch (Throwable noThread) {
            running.remove(pid);
            own.end();
            throw noThread;
        }
        return pid;
    }

    /** Whether the next launch need not wait for a thread to start. */
    public boolean isPrepared() {
        return spares.areReady();
    }

    /** Wakes the thread that a worker will need in a moment. May be called on any thread. */
    public void expectLaunch() {
        spares.expectUse();
    }

    /** Whether there is something to {@link #prepare}. */
    public boolean wantsToPrepare() {
        return spares.areMissing();
    }

    /** Prepares for the next launches; for when nothing else is to be done. */
    public void prepare() {
        spares.refill();
    }

    /** The pids of those whose threads live. */
    public Set<Integer> living() {
        return running.entrySet().stream()
                .filter(entry -> entry.getValue().lives())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Optional<WorkerThread> find(int pid) {
        return Optional.ofNullable(running.get(pid));
    }

    /** Cancels the statement of a worker, if it executes one; whether it has a session. */
    public boolean cancel(int pid) {
        return find(pid).filter(WorkerThread::cancel).isPresent();
    }

    /** Where a run's thread stands, innermost call first; empty if there is no such run. */
    public List<StackTraceElement> stack(int pid) {
        return find(pid).map(WorkerThread::stack).orElse(List.of());
    }

    /** What each run does and has used, by pid. */
    public Map<Integer, RunView> runs() {
        return running.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().view()));
    }

    /** Asks a worker to end. */
    public void terminate(int pid, TerminateReason reason) {
        find(pid).ifPresent(worker -> worker.terminate(reason));
    }

    /** Interrupts a worker. */
    public void interrupt(int pid) {
        find(pid).ifPresent(WorkerThread::interrupt);
    }

    /** Cuts a worker's session. */
    public void abort(int pid) {
        find(pid).ifPresent(WorkerThread::abort);
    }

    /** Gives a worker up, with a report. */
    public void abandon(int pid) {
        find(pid).ifPresent(WorkerThread::abandon);
    }

    /** Sets a worker's latch. */
    public void setLatch(int pid) {
        find(pid).ifPresent(WorkerThread::setLatch);
    }

    /** Tells the workers with a database connection, present and future, what it can do. */
    public void databaseIs(DatabaseState state) {
        database = state;
        running.values().forEach(WorkerThread::databaseChanged);
    }

    /** Has the database started, if that is the host's business. */
    public void demandDatabase() {
        demand.run();
    }

    /** Tells all workers that the settings have been read again. */
    public void reload() {
        running.values().forEach(WorkerThread::reloadSettingsLater);
    }
}
