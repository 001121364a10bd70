package org.bgworker.host.journal;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.bgworker.host.postmaster.Happening;
import org.bgworker.spi.WorkerExit;

/** Sums of what has happened since the host's start. */
public final class Figures {
    private final Map<Counter, LongAdder> counters = new EnumMap<>(Counter.class);
    private final Spread startTimes = new Spread();
    private final Spread turnTimes = new Spread();

    /** What is counted. */
    public enum Counter {
        /** Workers that were registered. */
        REGISTRATIONS,
        /** Runs that have begun. */
        STARTS,
        /** Restarts that were planned. */
        RESTARTS,
        /** Workers that have failed too often. */
        GIVEN_UP,
        /** Exits with 0. */
        RETURNED,
        /** Exits that the host has asked for. */
        TERMINATED,
        /** Exits with an exception, and starts that failed. */
        THREW,
        /** Exits with an error, or a code of a crash. */
        CRASHED
    }

    Figures() {
        for (var counter : Counter.values()) {
            counters.put(counter, new LongAdder());
        }
    }

    void count(Happening happening) {
        switch (happening) {
            case Happening.Registered _ -> add(Counter.REGISTRATIONS);
            case Happening.Started _ -> add(Counter.STARTS);
            case Happening.Ready ready -> startTimes.add(ready.after().toNanos());
            case Happening.Exited exited -> add(counter(exited.exit()));
            case Happening.RestartDue _ -> add(Counter.RESTARTS);
            case Happening.GaveUp _ -> add(Counter.GIVEN_UP);
            case Happening.Unregistered _,
                    Happening.ServerIs _,
                    Happening.DatabaseIs _,
                    Happening.LibraryIs _ -> {}
        }
    }

    private static Counter counter(WorkerExit exit) {
        return switch (exit) {
            case WorkerExit.Returned _ -> Counter.RETURNED;
            case WorkerExit.Terminated _ -> Counter.TERMINATED;
            case WorkerExit.Threw _ -> Counter.THREW;
            case WorkerExit.Crashed _ -> Counter.CRASHED;
        };
    }

    private void add(Counter counter) {
        counters.getOrDefault(counter, new LongAdder()).increment();
    }

    /** How often something has happened. */
    public long get(Counter counter) {
        return counters.getOrDefault(counter, new LongAdder()).sum();
    }

    /** Notes how long a turn of the postmaster took, in nanoseconds. Of its thread alone. */
    public void turn(long nanos) {
        turnTimes.add(nanos);
    }

    /** How long runs took from their start until they were ready. */
    public Spread startTimes() {
        return startTimes;
    }

    /** How long turns of the postmaster took. */
    public Spread turnTimes() {
        return turnTimes;
    }
}
