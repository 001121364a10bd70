package org.bgworker.host.bench.launch;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongPredicate;

/** Where a main, or a bare thread in its place, tells as its first act that it was entered. */
class Gauge implements LongPredicate {
    private final BlockingQueue<Entry> entries = new LinkedBlockingQueue<>();

    /**
     * An entry into a main.
     *
     * @param nanos when
     * @param mainArg which
     * @param thread by whom
     */
    record Entry(long nanos, long mainArg, Thread thread) {}

    /** Takes the main argument, and tells whether the main is to throw. */
    @Override
    public boolean test(long mainArg) {
        entries.add(new Entry(System.nanoTime(), mainArg, Thread.currentThread()));
        return false;
    }

    /** The next entry, when it has come. */
    final Entry next() throws InterruptedException {
        return entries.take();
    }
}
