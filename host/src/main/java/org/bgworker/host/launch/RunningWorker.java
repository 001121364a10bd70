package org.bgworker.host.launch;

import java.lang.foreign.MemorySegment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bgworker.host.database.Session;
import org.bgworker.host.postmaster.Event;
import org.bgworker.spi.Backend;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.DatabaseState;
import org.bgworker.spi.Latch;
import org.bgworker.spi.Registration;
import org.bgworker.spi.Settings;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.TransactionWork;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerFlag;

/** A worker's view of one of its runs. */
final class RunningWorker implements WorkerContext {
    private final BackgroundWorker entry;
    private final Backend backend;
    private final Interrupts interrupts;
    private final Deque<Runnable> exitActions = new ArrayDeque<>(1); // most workers have none
    private final SideThreads side;
    private final Supplier<Attachments> attach;
    private volatile Optional<Attachments> attachments = Optional.empty();
    private final Supplier<DatabaseState> database;
    private final OwnSession session;
    private volatile boolean reloaded;
    private volatile RunView.Activity activity = RunView.Activity.NONE;
    private final Runnable ready;
    private Supplier<Settings> source;
    private volatile Settings settings;

    RunningWorker(
            Run run,
            Interrupts interrupts,
            WorkerThread.Services services,
            Supplier<Settings> source) {
        this.entry = run.entry();
        this.backend = new Backends(run.pid(), run.requests(), interrupts);
        this.interrupts = interrupts;
        this.session = new OwnSession(run.entry(), services.sessions(), interrupts);
        this.database = services.database();
        this.attach =
                () -> new Attachments(run.pid(), services.memory(), run.requests(), interrupts);
        this.side = new SideThreads(this, run.owner(), run.thread().group());
        this.ready = () -> services.events().accept(new Event.Ready(run.pid()));
        this.source = source;
        this.settings = source.get();
    }

    /** The settings to see, once the library is known. */
    void see(Supplier<Settings> visible) {
        source = visible;
        settings = visible.get();
    }

    /** Notes that the settings have been read again. */
    void reloadSettingsLater() {
        reloaded = true;
        interrupts.set();
    }

    Optional<Session> session() {
        return session.opened();
    }

    /** The database and the user that it asked for; empty without a session. */
    String sessionName() {
        return session.name();
    }

    RunView.Activity activity() {
        return activity;
    }

    boolean waitsForLatch() {
        return interrupts.waits();
    }

    Optional<Attachments> attachments() {
        return attachments;
    }

    Deque<Runnable> exitActions() {
        return exitActions;
    }

    SideThreads side() {
        return side;
    }

    @Override
    public BackgroundWorker entry() {
        return entry;
    }

    @Override
    public int pid() {
        return backend.pid();
    }

    @Override
    public Latch latch() {
        return interrupts;
    }

    @Override
    public void checkForInterrupts() {
        interrupts.check();
    }

    @Override
    public Hold hold() {
        interrupts.hold();
        return new Hold() {
            private boolean open = true;

            @Override
            public void close() {
                if (open) {
                    open = false;
                    interrupts.resume();
                }
            }
        };
    }

    @Override
    public Optional<TerminateReason> terminateRequested() {
        return interrupts.terminateRequested();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public boolean reloadSettings() {
        if (!reloaded) {
            return false;
        }
        reloaded = false;
        settings = source.get();
        return true;
    }

    @Override
    public Connection initializeConnection() throws SQLException {
        return initializeConnection("", "");
    }

    @Override
    public Connection initializeConnection(String database, String user) throws SQLException {
        return session.initialize(database, user);
    }

    @Override
    public void ready() {
        ready.run();
    }

    @Override
    public synchronized void reportActivity(String text) {
        activity = activity.doing(text.substring(0, Math.min(text.length(), MAX_ACTIVITY_LENGTH)));
    }

    @Override
    public synchronized void reportProgress(long done, long total) {
        activity = activity.at(done, total);
    }

    @Override
    public DatabaseState databaseState() {
        return database.get();
    }

    void databaseChanged() {
        if (entry.has(WorkerFlag.BACKEND_DATABASE_CONNECTION)) {
            interrupts.set();
        }
    }

    @Override
    public <T, X extends Exception> T callInTransaction(TransactionWork<T, X> work)
            throws SQLException, InterruptedException, X {
        interrupts.requireOwner("run a transaction");
        return session.transactions().call(work);
    }

    @Override
    public Registration registerDynamic(BackgroundWorker worker) {
        interrupts.check();
        return backend.registerDynamic(worker);
    }

    @Override
    public Registration registerDynamic(BackgroundWorker worker, Duration deadline)
            throws InterruptedException {
        interrupts.check();
        return backend.registerDynamic(worker, deadline);
    }

    @Override
    public BackgroundWorkerHandle handle(String text) {
        return backend.handle(text);
    }

    @Override
    public MemorySegment segment(String name, long size, Consumer<MemorySegment> initializer)
            throws InterruptedException {
        interrupts.check();
        if (!entry.has(WorkerFlag.SHMEM_ACCESS)) {
            throw new IllegalStateException(
                    "shared memory access requirement not indicated during registration");
        }
        return attached().segment(name, size, initializer);
    }

    private synchronized Attachments attached() {
        if (attachments.isEmpty()) {
            attachments = Optional.of(attach.get());
        }
        return attachments.orElseThrow();
    }

    @Override
    public Thread newThread(String name, Runnable task) {
        return side.platform(name, task);
    }

    @Override
    public Thread newVirtualThread(String name, Runnable task) {
        return side.virtual(name, task);
    }

    @Override
    public ExecutorService newExecutor(String name, int threads) {
        return side.executor(name, threads);
    }

    @Override
    public ScheduledExecutorService newScheduler(String name) {
        return side.scheduler(name);
    }

    @Override
    public void atExit(Runnable action) {
        synchronized (exitActions) {
            exitActions.push(action);
        }
    }
}
