package org.bgworker.host.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bgworker.host.launch.RunView;
import org.bgworker.host.postmaster.Event.Until;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.server.Host;
import org.bgworker.spi.WorkerStatus.State;

/** Shows workers, and does to them what is asked. */
final class Workers {
    /** A client that goes on waiting asks again; so one that has gone keeps nothing for long. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private static final Pattern HANDLE = Pattern.compile("(\\d{1,9})\\.(\\d{1,18})");

    private final Host host;

    Workers(Host host) {
        this.host = host;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/workers", call -> Reply.ok(list(call))).with("all"),
                Route.get("/v1/stacks", _ -> Reply.ok(stacks())),
                Route.get("/v1/workers/{handle}", this::show),
                Route.get("/v1/workers/{handle}/wait", this::await).with("until", "timeout_ms"),
                Route.post("/v1/workers", call -> new Registering(host).register(call)),
                Route.post(
                        "/v1/workers/{handle}/terminate",
                        call -> with(call, one -> done(() -> host.terminate(one.id())))),
                Route.post(
                        "/v1/workers/{handle}/restart",
                        call -> with(call, one -> done(() -> host.restart(one.id())))),
                Route.post("/v1/workers/{handle}/cancel", call -> with(call, this::cancel)));
    }

    private static Reply done(Runnable action) {
        action.run();
        return Reply.ok(Map.of());
    }

    private Reply cancel(Snapshot.Worker worker) {
        return host.cancel(worker.status().pid())
                ? Reply.ok(Map.of())
                : Reply.wrong(
                        409,
                        "background worker \"%s\" has no database session"
                                .formatted(worker.entry().name()));
    }

    private Reply with(Call call, Function<Snapshot.Worker, Reply> action) {
        return with(host.snapshot().join(), call, action);
    }

    private static Reply with(
            Snapshot snapshot, Call call, Function<Snapshot.Worker, Reply> action) {
        var id = id(call);
        return snapshot.workers().stream()
                .filter(one -> id.filter(one.id()::equals).isPresent())
                .findFirst()
                .map(action)
                .orElseGet(Workers::notFound);
    }

    private static Reply notFound() {
        return Reply.wrong(404, "there is no such worker");
    }

    private static Optional<WorkerId> id(Call call) {
        var matcher = HANDLE.matcher(call.handle().orElse(""));
        return matcher.matches()
                ? Optional.of(
                        new WorkerId(
                                Integer.parseInt(matcher.group(1)),
                                Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** Waits for a worker's next start or end. */
    private Reply await(Call call) throws InterruptedException, ReportException {
        var id = id(call);
        var until = until(call);
        var limit = limit(call);
        if (id.isEmpty()) {
            return notFound();
        }
        try {
            var status = host.await(id.orElseThrow(), until, limit).get();
            var tree = new LinkedHashMap<String, Object>();
            tree.put("status", status.status().name().toLowerCase(Locale.ROOT));
            tree.put("state", WorkerTrees.word(status.state()));
            status.lastExit().ifPresent(exit -> tree.put("last_exit", WorkerTrees.exit(exit)));
            boolean unknown =
                    status.state() == State.FINISHED
                            && status.lastExit().isEmpty()
                            && until == Until.STOPPED;
            return unknown ? notFound() : Reply.ok(tree);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private static Until until(Call call) throws ReportException {
        return switch (call.parameter("until").orElse("stopped")) {
            case "started" -> Until.STARTED;
            case "stopped" -> Until.STOPPED;
            case String other -> throw Call.wrong("until", other, "started or stopped");
        };
    }

    private static Duration limit(Call call) throws ReportException {
        long longest = LONGEST_WAIT.toMillis();
        return Duration.ofMillis(Math.min(call.number("timeout_ms").orElse(longest), longest));
    }

    private List<Object> list(Call call) throws ReportException {
        boolean all = call.flag("all");
        var runs = host.runs();
        var snapshot = host.snapshot().join();
        var list = new ArrayList<Object>();
        snapshot.workers().forEach(one -> list.add(listed(one, runs)));
        if (all) {
            snapshot.finished().forEach(one -> list.add(WorkerTrees.finished(one, snapshot.now())));
        }
        return list;
    }

    private Map<String, Object> listed(Snapshot.Worker worker, Map<Integer, RunView> runs) {
        return WorkerTrees.listed(
                worker,
                worker.version().map(host::versionText).orElse(""),
                Optional.ofNullable(runs.get(worker.status().pid())));
    }

    private List<Object> stacks() {
        var runs = host.runs();
        return host.snapshot().join().workers().stream()
                .filter(one -> runs.containsKey(one.status().pid()))
                .<Object>map(one -> withStack(one, listed(one, runs)))
                .toList();
    }

    private Map<String, Object> withStack(Snapshot.Worker worker, Map<String, Object> tree) {
        tree.put("stack", WorkerTrees.stack(host.stack(worker.status().pid())));
        return tree;
    }

    private Reply show(Call call) {
        var snapshot = host.snapshot().join();
        return with(
                snapshot,
                call,
                worker -> {
                    var tree = listed(worker, host.runs());
                    WorkerTrees.addAll(worker, snapshot.now(), tree);
                    return Reply.ok(withStack(worker, tree));
                });
    }
}
