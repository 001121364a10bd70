package org.bgworker.host.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.bgworker.host.guard.Owner;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.binding.CurrentWorker;

/** What a worker starts on the side; it ends with the worker. */
final class SideThreads {
    /** How long a side thread may take to end after its interrupt. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final WorkerContext worker;
    private final Owner owner;
    private final ThreadGroup group;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Set<ExecutorService> executors =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    SideThreads(WorkerContext worker, Owner owner, ThreadGroup group) {
        this.worker = worker;
        this.owner = owner;
        this.group = group;
    }

    Thread platform(String name, Runnable task) {
        return known(
                Thread.ofPlatform().group(group).name(name).daemon(true).unstarted(bound(task)));
    }

    Thread virtual(String name, Runnable task) {
        return known(Thread.ofVirtual().name(name).unstarted(bound(task)));
    }

    /** Before it is started: one that has not begun to run when the worker ends must end too. */
    private Thread known(Thread thread) {
        threads.add(thread);
        return thread;
    }

    ExecutorService executor(String name, int count) {
        var executor = Executors.newFixedThreadPool(count, numbered(name));
        executors.add(executor);
        return executor;
    }

    /** Of the plain class: a wrapper that the worker lets go would be forgotten, its thread not. */
    ScheduledExecutorService scheduler(String name) {
        var scheduler = new ScheduledThreadPoolExecutor(1, numbered(name));
        executors.add(scheduler);
        return scheduler;
    }

    private ThreadFactory numbered(String name) {
        var number = new AtomicInteger();
        return task -> platform(name + "-" + number.incrementAndGet(), task);
    }

    private Runnable bound(Runnable task) {
        return () -> {
            owner.own();
            try {
                CurrentWorker.run(worker, task);
            } finally {
                threads.remove(Thread.currentThread());
            }
        };
    }

    /** Ends all, those too that the worker has made by itself; gives those that do not end. */
    List<Thread> end(Ticker ticker) throws InterruptedException {
        for (var executor : List.copyOf(executors)) {
            executor.shutdownNow();
        }
        long deadline = ticker.after(PATIENCE);
        var left = alive();
        left.forEach(Thread::interrupt);
        for (var thread : left) {
            long millis = (deadline - ticker.read()) / 1_000_000;
            thread.join(Math.max(1, millis));
        }
        return alive();
    }

    private List<Thread> alive() {
        var all = new ArrayList<>(threads);
        var inGroup = new Thread[group.activeCount() + 16];
        int count = group.enumerate(inGroup);
        Arrays.stream(inGroup, 0, count)
                .filter(thread -> thread != Thread.currentThread() && !all.contains(thread))
                .forEach(all::add);
        all.removeIf(thread -> !thread.isAlive());
        return all;
    }
}
