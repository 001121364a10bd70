package org.bgworker.host.bench.launch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The least that starts something on request: a thread that takes tasks from a queue. */
final class BareStarter {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    BareStarter() {
        var thread = new Thread(this::run, "bare starter");
        thread.setDaemon(true);
        thread.start();
    }

    /** Has a thread started that runs the task. */
    void start(Runnable task) {
        tasks.add(task);
    }

    private void run() {
        try {
            while (true) {
                new Thread(tasks.take()).start();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
