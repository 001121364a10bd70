package org.bgworker.host.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bgworker.host.journal.Journal;
import org.bgworker.host.launch.Launcher;
import org.bgworker.host.launch.Requests;
import org.bgworker.host.launch.Ticker;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Event;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.host.shmem.SharedMemory;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.WorkerStatus;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;

/**
 * The postmaster's thread, and its mailbox. Nothing slow runs here: everybody else posts, and the
 * thread alone touches the {@link Postmaster}.
 */
final class ServerLoop implements Requests {
    /** How often is compared who should run with who does; as rare as it may be noticed late. */
    private static final Duration CENSUS = Duration.ofSeconds(10);

    /**
     * How long the mailbox must be quiet before spare threads are made: that would slow a burst.
     */
    private static final Duration PAUSE = Duration.ofNanos(250_000);

    /** With a spare thread ready, a worker is started before its registrar is answered. */
    private static final Comparator<Order> ANSWERS_LAST =
            Comparator.comparing(
                    order -> order instanceof Order.Reply || order instanceof Order.Halt);

    private final BlockingQueue<Consumer<Postmaster>> mailbox = new LinkedTransferQueue<>();
    private final Postmaster postmaster;
    private final Ticker ticker;
    private final long hostStart;
    private final AtomicLong lastRequest = new AtomicLong();
    private final CompletableFuture<Integer> halted = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<Order.Reply>> replies = new HashMap<>();
    private final Map<Long, CompletableFuture<WorkerStatus>> answers = new HashMap<>();
    private final Map<Long, CompletableFuture<Order.Attached>> attaches = new HashMap<>();
    private final Deque<Event> launched = new ArrayDeque<>();
    private final SharedMemory memory;
    private final Consumer<Order.OfLibrary> libraries;
    private final Journal journal;
    private volatile Optional<Launcher> launcher = Optional.empty();
    private long nextCensus;

    ServerLoop(
            Postmaster postmaster,
            SharedMemory memory,
            Consumer<Order.OfLibrary> libraries,
            Journal journal,
            Ticker ticker,
            long hostStart) {
        this.postmaster = postmaster;
        this.memory = memory;
        this.libraries = libraries;
        this.journal = journal;
        this.ticker = ticker;
        this.hostStart = hostStart;
    }

    /** Starts the thread. */
    void start(Launcher with) {
        launcher = Optional.of(with);
        nextCensus = ticker.after(CENSUS);
        var thread = new Thread(this::run, "postmaster");
        thread.setDaemon(true);
        thread.start();
    }

    /** Done when nothing follows any more; the number of workers that still run. */
    CompletableFuture<Integer> halted() {
        return halted;
    }

    void post(Event event) {
        post(_ -> handle(event), () -> {});
    }

    /** What the postmaster knows. */
    CompletableFuture<Snapshot> snapshot() {
        var answer = new CompletableFuture<Snapshot>();
        post(
                known -> answer.complete(known.snapshot(ticker.read())),
                () -> answer.complete(postmaster.snapshot(ticker.read())));
        return answer;
    }

    /** Puts into the mailbox, or does something else once nobody empties it. */
    private void post(Consumer<Postmaster> letter, Runnable afterHalt) {
        boolean late = halted.isDone();
        if (!late) {
            mailbox.add(letter);
            late = halted.isDone() && mailbox.remove(letter);
        }
        if (late) {
            afterHalt.run();
        }
    }

    private void run() {
        try {
            while (!halted.isDone()) {
                next().accept(postmaster);
            }
        } catch (Throwable broken) {
            Log.write(
                    new Report(
                            Severity.PANIC,
                            "the postmaster has failed: " + ExitCause.of(broken).summary(),
                            String.valueOf(ExitCause.of(broken).stack()),
                            ""));
            halted.completeExceptionally(broken);
        }
        close();
    }

    private Consumer<Postmaster> next() throws InterruptedException {
        long now = ticker.read();
        if (nextCensus <= now) {
            nextCensus = ticker.after(CENSUS);
            return _ -> handle(new Event.Census(launcher.orElseThrow().living()));
        }
        long wakeup = postmaster.nextWakeup();
        long wait = wakeup == Long.MIN_VALUE ? 0 : Math.min(wakeup, nextCensus) - now;
        var workers = launcher.orElseThrow();
        long pause = workers.wantsToPrepare() ? PAUSE.toNanos() : Long.MAX_VALUE;
        var letter = mailbox.poll(Math.max(0, Math.min(wait, pause)), TimeUnit.NANOSECONDS);
        if (letter != null) {
            return letter;
        }
        return pause < wait ? _ -> workers.prepare() : _ -> handle(new Event.Tick());
    }

    /** Letters that came too late are answered as letters after the halt are. */
    private void close() {
        for (var late = mailbox.poll(); late != null; late = mailbox.poll()) {
            late.accept(postmaster);
        }
        answers.values().forEach(one -> one.complete(died(Optional.empty())));
        replies.forEach((number, one) -> one.complete(refusal(number)));
        attaches.forEach((number, one) -> one.complete(new Order.Attached(number)));
    }

    private void handle(Event event) {
        obey(event);
        while (!launched.isEmpty()) {
            obey(launched.remove());
        }
    }

    private void obey(Event event) {
        long begin = ticker.read();
        var workers = launcher.orElseThrow();
        var orders = new ArrayList<>(postmaster.on(event, begin));
        if (workers.isPrepared()) {
            orders.sort(ANSWERS_LAST);
        }
        orders.forEach(order -> obey(order, workers));
        journal.figures().turn(ticker.read() - begin);
    }

    private void obey(Order order, Launcher workers) {
        switch (order) {
            case Order.Start start -> launched.add(launch(start, workers));
            case Order.Terminate(int pid, var reason) -> workers.terminate(pid, reason);
            case Order.Interrupt(int pid) -> workers.interrupt(pid);
            case Order.Abort(int pid) -> workers.abort(pid);
            case Order.Abandon(int pid) -> workers.abandon(pid);
            case Order.Notify(int pid) -> workers.setLatch(pid);
            case Order.Registered reply -> reply(reply.request(), reply);
            case Order.Refused reply -> reply(reply.request(), reply);
            case Order.Answer(long number, var status) ->
                    Optional.ofNullable(answers.remove(number))
                            .ifPresent(answer -> answer.complete(status));
            case Order.Attached attached ->
                    Optional.ofNullable(attaches.remove(attached.request()))
                            .ifPresent(answer -> answer.complete(attached));
            case Order.OfLibrary change -> libraries.accept(change);
            case Order.TellDatabase(var state) -> workers.databaseIs(state);
            case Order.DemandDatabase _ -> workers.demandDatabase();
            case Order.DropSharedMemory _ -> memory.drop();
            case Order.Note(var happening) -> journal.add(happening);
            case Order.Say(int pid, var report) -> Log.write(pid, report);
            case Order.Halt(int running) -> halted.complete(running);
        }
    }

    private void reply(long number, Order.Reply reply) {
        Optional.ofNullable(replies.remove(number)).ifPresent(answer -> answer.complete(reply));
    }

    private static Event launch(Order.Start start, Launcher workers) {
        try {
            return new Event.Launched(start.id(), workers.launch(start.worker(), start.version()));
        } catch (Throwable noThread) {
            return new Event.LaunchFailed(
                    start.id(), ExitCause.of(noThread), ThreadLocalRandom.current().nextDouble());
        }
    }

    @Override
    public Pending<Order.Reply> register(int backend, BackgroundWorker worker, Duration limit) {
        long number = lastRequest.incrementAndGet();
        var answer = new CompletableFuture<Order.Reply>();
        long deadline = ticker.after(limit);
        post(
                _ -> {
                    replies.put(number, answer);
                    handle(new Event.Register(number, backend, worker, deadline));
                },
                () -> answer.complete(refusal(number)));
        launcher.ifPresent(Launcher::expectLaunch);
        return new Pending<>(number, answer);
    }

    private static Order.Refused refusal(long number) {
        return new Order.Refused(
                number, Report.of(Severity.ERROR, "the database system is shutting down"));
    }

    @Override
    public Pending<WorkerStatus> await(
            int backend, WorkerId worker, Event.Until until, Duration limit) {
        long number = lastRequest.incrementAndGet();
        var answer = new CompletableFuture<WorkerStatus>();
        long deadline = ticker.after(limit);
        post(
                _ -> {
                    answers.put(number, answer);
                    handle(new Event.Await(number, backend, worker, until, deadline));
                },
                () -> answer.complete(died(Optional.of(worker))));
        return new Pending<>(number, answer);
    }

    @Override
    public Pending<Order.Attached> attach(int pid) {
        long number = lastRequest.incrementAndGet();
        var answer = new CompletableFuture<Order.Attached>();
        post(
                _ -> {
                    attaches.put(number, answer);
                    handle(new Event.Attach(number, pid));
                },
                () -> answer.complete(new Order.Attached(number)));
        return new Pending<>(number, answer);
    }

    @Override
    public Pending<WorkerStatus> status(WorkerId worker) {
        var answer = new CompletableFuture<WorkerStatus>();
        post(
                known -> answer.complete(known.status(worker, ticker.read())),
                () -> answer.complete(died(Optional.of(worker))));
        return new Pending<>(0, answer);
    }

    private WorkerStatus died(Optional<WorkerId> worker) {
        var last = worker.map(id -> postmaster.status(id, ticker.read()));
        return new WorkerStatus(
                HandleStatus.POSTMASTER_DIED,
                last.map(WorkerStatus::state).orElse(State.FINISHED),
                0,
                last.flatMap(WorkerStatus::lastExit),
                Optional.empty());
    }

    @Override
    public void terminate(WorkerId worker) {
        post(new Event.Terminate(worker));
    }

    @Override
    public void stopWaiting(long number) {
        post(
                _ -> {
                    answers.remove(number);
                    replies.remove(number);
                    attaches.remove(number);
                    handle(new Event.StopWaiting(number));
                },
                () -> {});
    }

    @Override
    public long hostStart() {
        return hostStart;
    }
}
