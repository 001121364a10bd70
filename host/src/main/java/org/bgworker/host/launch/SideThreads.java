package org.bgworker.host.launch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
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
    private Set<ExecutorService> executors = Set.of(); // most workers have none

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
        add(executor);
        return executor;
    }

    /** Of the plain class: a wrapper that the worker lets go would be forgotten, its thread not. */
    ScheduledExecutorService scheduler(String name) {
        var scheduler = new ScheduledThreadPoolExecutor(1, numbered(name));
        add(scheduler);
        return scheduler;
    }

    private synchronized void add(ExecutorService executor) {
        if (executors.isEmpty()) {
            executors = Collections.newSetFromMap(new WeakHashMap<>());
        }
        executors.add(executor);
    }

    private synchronized List<ExecutorService> executors() {
        return List.copyOf(executors);
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
        for (var executor : executors()) {
            executor.shutdownNow();
        }
        var left = alive();
        if (left.isEmpty()) {
            return left;
        }
        long deadline = ticker.after(PATIENCE);
        left.forEach(Thread::interrupt);
        for (var thread : left) {
            long millis = (deadline - ticker.read()) / 1_000_000;
            thread.join(Math.max(1, millis));
        }
        return alive();
    }

    private List<Thread> alive() {
        var all = new LinkedHashSet<>(threads);
        all.addAll(inGroup());
        all.remove(Thread.currentThread());
        all.removeIf(thread -> !thread.isAlive());
        return List.copyOf(all);
    }

    /** Not by asking how many there are: that looks at every thread of the virtual machine too. */
    private List<Thread> inGroup() {
        for (int room = 16; ; room *= 2) {
            var found = new Thread[room];
            int count = group.enumerate(found);
            if (count < room) {
                return Arrays.asList(found).subList(0, count);
            }
        }
    }
}
