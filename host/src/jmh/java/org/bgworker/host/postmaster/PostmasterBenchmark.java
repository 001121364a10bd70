package org.bgworker.host.postmaster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerExit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one event costs the postmaster, with all slots but one in use: half of the workers run, half
 * wait for their restart.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class PostmasterBenchmark {
    private static final BackgroundWorker ONCE =
            BackgroundWorker.named("once").startTime(StartTime.POSTMASTER_START).build();
    private static final BackgroundWorker RESTARTING =
            BackgroundWorker.named("restarting")
                    .startTime(StartTime.POSTMASTER_START)
                    .restartAfter(Duration.ofDays(1))
                    .build();

    /** How many slots there are. */
    @Param({"8", "1024", "65536"})
    public int slots;

    private Postmaster postmaster = new Postmaster(limits(1));
    private int pid;

    /** Fills all slots but one. */
    @Setup
    public void fill() {
        postmaster = new Postmaster(limits(slots));
        postmaster.on(new Event.Preloaded(List.of(), List.of()), 0);
        IntStream.range(0, slots - 1)
                .forEach(
                        i -> {
                            register(RESTARTING);
                            if (i % 2 == 0) {
                                exit(new WorkerExit.Crashed(2, World.CAUSE));
                            }
                        });
    }

    private static Limits limits(int slots) {
        return new Limits(slots, Duration.ofSeconds(10), RestartPolicy.PLAIN, true, Duration.ZERO, false, false);
    }

    private void register(BackgroundWorker worker) {
        postmaster.on(new Event.Register(0, 2, worker, 0), 0).stream()
                .filter(Order.Start.class::isInstance)
                .forEach(
                        start ->
                                postmaster.on(
                                        new Event.Launched(((Order.Start) start).id(), ++pid), 0));
    }

    private List<Order> exit(WorkerExit exit) {
        return postmaster.on(new Event.Exited(pid, exit, 0), 0);
    }

    /** Registered, launched, exited: three events, each with a look for who may start. */
    @Benchmark
    @OperationsPerInvocation(3)
    public List<Order> event() {
        register(ONCE);
        var orders = exit(new WorkerExit.Returned());
        if (postmaster.nextWakeup() == 0) {
            throw new AssertionError("nothing is due");
        }
        return orders;
    }
}
