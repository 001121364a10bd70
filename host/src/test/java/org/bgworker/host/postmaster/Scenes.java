package org.bgworker.host.postmaster;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.bgworker.host.report.Report;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.RestartPolicy;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerStatus;

/** Words that tests of the postmaster share. */
final class Scenes {
    private Scenes() {}

    static BackgroundWorker.Builder worker(String name) {
        return BackgroundWorker.named(name).library("lib").function("f");
    }

    static BackgroundWorker.Builder restarting(String name) {
        return worker(name).restartAfter(Duration.ofSeconds(2));
    }

    /** One library that has registered these workers. */
    static Event.Preloaded preloaded(List<BackgroundWorker> own, List<BackgroundWorker> workers) {
        return new Event.Preloaded(own, List.of(version(1, workers)));
    }

    /** A version of the library that {@link #worker} names. */
    static LoadedLibrary version(long number, List<BackgroundWorker> workers) {
        return new LoadedLibrary(new LibraryVersion("lib", number), workers);
    }

    /** Limits as most tests want them. */
    static Limits limits(int slots) {
        return new Limits(
                slots,
                Duration.ofSeconds(2),
                RestartPolicy.PLAIN,
                true,
                Duration.ZERO,
                false,
                false);
    }

    /** The same, where workers that write end when the database has become read-only. */
    static Limits demoting(Limits like) {
        return new Limits(
                like.maxWorkerProcesses(),
                like.stopTimeout(),
                like.restartPolicy(),
                like.restartAfterCrash(),
                like.libraryProbation(),
                like.replaceDynamic(),
                true);
    }

    /** The database is found to be such that the server reaches a state. */
    static Event seen(ServerState state) {
        return new Event.DatabaseSeen(
                Arrays.stream(DatabaseCondition.Kind.values())
                        .map(kind -> new DatabaseCondition(kind, ""))
                        .filter(condition -> condition.serverState() == state)
                        .findFirst()
                        .orElseThrow());
    }

    /** A world in {@link ServerState#RUN} with these static workers. */
    static World running(int slots, BackgroundWorker... workers) {
        var world = new World(slots);
        world.happen(preloaded(List.of(), List.of(workers)));
        world.happen(Scenes.seen(ServerState.RUN));
        return world;
    }

    static List<String> started(List<Order> orders) {
        return orders.stream()
                .filter(Order.Start.class::isInstance)
                .map(order -> ((Order.Start) order).worker().name())
                .toList();
    }

    /** The primary messages said, in order. */
    static List<String> said(List<Order> orders) {
        return reports(orders).stream().map(Report::primary).toList();
    }

    static List<Report> reports(List<Order> orders) {
        return orders.stream()
                .filter(Order.Say.class::isInstance)
                .map(order -> ((Order.Say) order).report())
                .toList();
    }

    static List<Report> refusals(List<Order> orders) {
        return orders.stream()
                .filter(Order.Refused.class::isInstance)
                .map(order -> ((Order.Refused) order).reason())
                .toList();
    }

    static WorkerId accepted(List<Order> orders) {
        return orders.stream()
                .filter(Order.Registered.class::isInstance)
                .map(order -> ((Order.Registered) order).id())
                .findFirst()
                .orElseThrow();
    }

    static WorkerStatus status(World world, WorkerId id) {
        return world.postmaster.status(id, world.now);
    }

    /** What the snapshot says of a registered worker. */
    static Snapshot.Worker listed(World world, WorkerId id) {
        return world.postmaster.snapshot(world.now).workers().stream()
                .filter(worker -> worker.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static BackgroundWorker early(String name) {
        return worker(name).startTime(StartTime.POSTMASTER_START).build();
    }
}
