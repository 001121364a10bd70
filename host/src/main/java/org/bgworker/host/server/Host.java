package org.bgworker.host.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.bgworker.host.database.Sessions;
import org.bgworker.host.journal.Journal;
import org.bgworker.host.launch.HostThreads;
import org.bgworker.host.launch.Launcher;
import org.bgworker.host.launch.RunView;
import org.bgworker.host.launch.SpareThreads;
import org.bgworker.host.launch.Ticker;
import org.bgworker.host.library.Inspections;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.library.LibraryState;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.DatabaseCondition;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.postmaster.LibraryVersion;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.Preview;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.host.setting.Values;
import org.bgworker.host.shmem.SharedMemory;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerStatus;

/** A running host: puts the rooms together, and takes them apart again. */
public final class Host {
    private final SettingTable settings;
    private final LockFile lock;
    private final Sessions sessions;
    private final Libraries libraries;
    private final SharedMemory memory;
    private final ServerLoop loop;
    private final Unloads unloads;
    private final Librarian librarian;
    private final SpareThreads spareThreads;
    private final Launcher launcher;
    private final Journal journal = new Journal();
    private final CompletableFuture<Integer> stopped;

    /**
     * Starts a host: takes the data directory, preloads the libraries, starts the postmaster.
     *
     * @throws ReportException if it cannot or must not start; then nothing is left behind
     */
    public static Host start(HostOptions options) throws ReportException {
        var settings = Preparation.settings(options);
        Preparation.makeDataDirectory(options.data());
        Databases.check(settings.values(), options.data());
        var lock = LockFile.take(options.data());
        try {
            return new Host(options, settings, lock);
        } catch (ReportException refused) {
            lock.close();
            throw refused;
        }
    }

    private Host(HostOptions options, SettingTable settings, LockFile lock) throws ReportException {
        this.settings = settings;
        this.lock = lock;
        Log.begin();
        var threads = new HostThreads();
        var drivers =
                threads.call(() -> Preparation.drivers(settings)); // while libraries are loaded
        Log.write(
                Report.of(
                        Severity.LOG,
                        "starting bgworker %s on Java %s, process %s"
                                .formatted(
                                        version(),
                                        Runtime.version().feature(),
                                        ProcessHandle.current().pid())));
        var values = settings.values();
        var audit = Audits.of(options, values);
        var events = new CompletableFuture<ServerLoop>();
        this.libraries =
                new Libraries(
                        options.modules(),
                        settings,
                        new Libraries.Sources(
                                () -> Optional.of(result(drivers).layer()),
                                Inspections.in(options.data()),
                                audit),
                        event -> events.join().post(event));
        var preloaded = Preload.run(libraries, values, Ticker.system().read());
        this.memory = SharedMemory.in(options.data().resolve("shmem"));
        this.sessions = Databases.of(settings.values(), result(drivers), options.data());
        if (preloaded.stream().anyMatch(Preload::needsDatabase)) {
            sessions.main().demand(); // the postmaster would do so a moment later
        }
        this.unloads = new Unloads(values.getDuration(HostSettings.LIBRARY_UNLOAD_TIMEOUT));
        this.librarian =
                new Librarian(
                        libraries,
                        unloads,
                        audit::refresh,
                        audit.list(),
                        values.getDuration(HostSettings.LIBRARY_POLL_INTERVAL),
                        new LibraryNews(this::libraries, journal::add)::tell,
                        Ticker.system());
        this.loop =
                new ServerLoop(
                        new Postmaster(Preparation.limits(values)),
                        memory,
                        librarian,
                        journal,
                        Ticker.system(),
                        System.currentTimeMillis());
        events.complete(loop);
        var condition = new AtomicReference<>(DatabaseCondition.UNKNOWN);
        this.spareThreads = new SpareThreads(values.getInt(HostSettings.SPARE_THREADS));
        this.launcher =
                new Launcher(
                        new Functions(
                                libraries,
                                Map.of(
                                        ServerStateMain.NAME,
                                        () ->
                                                new ServerStateMain(
                                                        sessions.main(),
                                                        threads,
                                                        loop::post,
                                                        Ticker.system(),
                                                        condition))),
                        sessions,
                        threads,
                        spareThreads,
                        memory,
                        settings::values,
                        loop,
                        loop::post);
        // not on the postmaster's thread, which has to answer those who came too late
        this.stopped =
                loop.halted()
                        .whenCompleteAsync(
                                (_, _) -> close(),
                                end -> Thread.ofPlatform().name("shutdown").start(end));
        loop.start(launcher);
        loop.post(new Event.Preloaded(List.of(ServerStateMain.worker(sessions.main())), preloaded));
        librarian.start();
    }

    private static <T> T result(CompletableFuture<T> work) throws ReportException {
        try {
            return work.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ReportException refused) {
                throw refused;
            }
            throw failed;
        }
    }

    /** Reads the settings again and tells all workers (R122). */
    public List<Report> reload() {
        Log.write(Report.of(Severity.LOG, "received SIGHUP, reloading configuration files"));
        var problems = settings.reload();
        problems.forEach(Log::write);
        Preparation.applyLogLevel(settings);
        launcher.reload();
        sessions.main().reload();
        return problems;
    }

    /** What {@link #reload} would change. */
    public Preview preview() {
        return settings.preview();
    }

    /** When the host was started, in milliseconds of the epoch; a part of every handle. */
    public long hostStart() {
        return loop.hostStart();
    }

    /** Begins a shutdown; see {@link #stopped()}. */
    public void shutdown(ShutdownMode mode) {
        if (mode == ShutdownMode.IMMEDIATE) {
            sessions.main().stopAtOnce();
        }
        loop.post(new Event.Shutdown(mode));
    }

    /** Done when the host has shut down; the number of workers that it had to leave running. */
    public CompletableFuture<Integer> stopped() {
        return stopped;
    }

    /** Has a worker ended and unregistered. */
    public void terminate(WorkerId worker) {
        loop.terminate(worker);
    }

    /** Has a worker's run ended and another begun. */
    public void restart(WorkerId worker) {
        loop.post(new Event.Restart(worker));
    }

    /** Cancels the statement of a run, if it executes one; whether it has a session. */
    public boolean cancel(int pid) {
        return launcher.cancel(pid);
    }

    /** Where a run's thread stands, innermost call first; empty if there is no such run. */
    public List<StackTraceElement> stack(int pid) {
        return launcher.stack(pid);
    }

    /** What has happened so far. */
    public Journal journal() {
        return journal;
    }

    /** What each run does and has used, by pid. */
    public Map<Integer, RunView> runs() {
        return launcher.runs();
    }

    /** The settings, as they are now. */
    public Values settings() {
        return settings.values();
    }

    /** The name and size in bytes of each segment of shared memory. */
    public Map<String, Long> sharedMemory() {
        return memory.sizes();
    }

    /** Has a worker that has failed too often started again. */
    public void reset(WorkerId worker) {
        loop.post(new Event.Reset(worker));
    }

    /** Registers a dynamic worker that nobody is notified of. */
    public CompletableFuture<Order.Reply> register(BackgroundWorker worker) {
        return loop.register(launcher.nextPid(), worker, Duration.ZERO).answer();
    }

    /** Waits for a worker; no shutdown waits for whoever waits. */
    public CompletableFuture<WorkerStatus> await(
            WorkerId worker, Event.Until until, Duration limit) {
        return loop.await(launcher.nextPid(), worker, until, limit).answer();
    }

    /** The version of a library as its author calls it; empty if it has none. */
    public String versionText(LibraryVersion version) {
        return libraries.versionText(version);
    }

    /** Every worker, connected or not, and the state of the server. */
    public CompletableFuture<Snapshot> snapshot() {
        return loop.snapshot();
    }

    /** What has become of each library. */
    public List<LibraryState> libraries() {
        var states = new ArrayList<>(libraries.states(Ticker.system().read()));
        states.addAll(unloads.states());
        return states;
    }

    /** How an administrator's program logs in; has the private server started where needed. */
    public DatabaseAccess databaseAccess(String database, boolean administrator)
            throws ReportException, InterruptedException {
        return DatabaseAccess.to(sessions, database, administrator);
    }

    /** Begins a session, which can register workers and wait for them (R37). */
    public HostSession connect() {
        return new HostSession(launcher.nextPid(), loop, loop::post);
    }

    private void close() {
        librarian.stop();
        spareThreads.close();
        memory.close();
        sessions.close();
        lock.close();
        Log.write(Postmaster.PID, Report.of(Severity.LOG, "database system is shut down"));
    }

    /** The version of the host. */
    public static String version() {
        var descriptor = Host.class.getModule().getDescriptor();
        return descriptor == null ? "" : descriptor.rawVersion().orElse("(unversioned)");
    }
}
