package org.bgworker.host.launch;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread of one run, in a group of its own, which its side threads join. It may be started
 * ahead; then it parks until it is used. No other run uses it, so that nothing that a worker leaves
 * in its thread is seen by another.
 */
final class OwnThread {
    /** How often a spare checks for its use before it parks, about 50 microseconds. */
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 1000 : 0;

    private final ThreadGroup group;
    private final Thread thread;
    private volatile Stage stage = Stage.UNUSED;
    private String name; // this and the work are handed over by the stage
    private Runnable work = () -> {};
    private volatile Optional<Used> before = Optional.empty();
    private boolean ahead;
    private volatile boolean expected;

    /** How far it has come. */
    private enum Stage {
        UNUSED,
        USED,
        BEGUN
    }

    /** Starts nothing yet. */
    OwnThread(ThreadGroup group, String name) {
        this.group = group;
        this.name = name;
        this.thread = new Thread(group, this::live, name);
        this.thread.setDaemon(true);
    }

    /** Starts it before there is anything to run. */
    void startAhead() {
        ahead = true;
        thread.start();
    }

    /**
     * Runs something on it. To be called once.
     *
     * @param as what the thread is called from now on
     * @throws OutOfMemoryError if it was not started ahead, and cannot be
     */
    void use(String as, Runnable task) {
        name = as;
        work = task;
        stage = Stage.USED;
        if (ahead) {
            LockSupport.unpark(thread);
        } else {
            thread.setName(as);
            thread.start();
        }
    }

    /** Wakes it, so that it sees its use at once; it parks again if none comes. */
    void expectUse() {
        expected = true;
        LockSupport.unpark(thread);
    }

    /** Ends it, unless it has been used. */
    void end() {
        if (stage == Stage.UNUSED) {
            stage = Stage.USED;
            LockSupport.unpark(thread);
        }
    }

    private void live() {
        if (ahead) {
            before = Optional.of(Used.by(thread));
            awaitUse();
            thread.setName(name); // by itself: the system is told of it by no other thread
        }
        stage = Stage.BEGUN;
        var task = work;
        work = () -> {}; // a dead thread keeps no library
        task.run();
    }

    private void awaitUse() {
        while (stage == Stage.UNUSED) {
            if (expected) {
                expected = false;
                lookOut();
            } else {
                LockSupport.park(this);
            }
            // an interrupt before the use was meant for nobody; one after it is meant for the run
            if (Thread.interrupted() && stage != Stage.UNUSED) {
                thread.interrupt();
            }
        }
    }

    private void lookOut() {
        for (int i = 0; i < LOOKS && stage == Stage.UNUSED; i++) {
            Thread.onSpinWait();
        }
        if (stage == Stage.UNUSED) {
            before = Optional.of(Used.by(thread)); // in vain: not to the account of a later run
        }
    }

    ThreadGroup group() {
        return group;
    }

    Thread thread() {
        return thread;
    }

    boolean lives() {
        return thread.isAlive();
    }

    /** What it does; {@code NEW} as long as its run has not begun. */
    Thread.State state() {
        return stage == Stage.BEGUN ? thread.getState() : Thread.State.NEW;
    }

    /** What its run has used. */
    Used used() {
        var all = Used.by(thread);
        return before.map(all::since).orElse(all);
    }
}
