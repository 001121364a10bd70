package org.bgworker.host.admin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.launch.RunView;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.host.server.Host;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerFlag;

/** Shows workers, and does to them what is asked. */
final class Workers {
    private final Host host;

    Workers(Host host) {
        this.host = host;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/workers", _ -> Reply.ok(list())),
                Route.get("/v1/stacks", _ -> Reply.ok(stacks())),
                Route.get("/v1/workers/{handle}", call -> with(call, this::show)),
                Route.get("/v1/workers/{handle}/wait", this::await),
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
        boolean connected = host.cancel(worker.status().pid());
        return connected
                ? Reply.ok(Map.of())
                : Reply.wrong(
                        409,
                        "background worker \"%s\" has no database session"
                                .formatted(worker.entry().name()));
    }

    /** What is done with the worker that a call names. */
    private interface WithWorker {
        Reply apply(Snapshot.Worker worker);
    }

    private Reply with(Call call, WithWorker action) {
        return find(call)
                .map(action::apply)
                .orElseGet(() -> Reply.wrong(404, "there is no such worker"));
    }

    private Optional<Snapshot.Worker> find(Call call) {
        var handle = call.handle().orElse("");
        return host.snapshot().join().workers().stream()
                .filter(one -> text(one.id()).equals(handle))
                .findFirst();
    }

    static String text(WorkerId id) {
        return id.slot() + "." + id.generation();
    }

    /** Waits for a worker's next start or end, at most as long as a poll may take. */
    private Reply await(Call call) throws InterruptedException {
        boolean started = call.parameter("until").orElse("stopped").equals("started");
        var limit = Duration.ofMillis(milliseconds(call));
        try (var session = host.connect()) {
            var handle = session.handle(call.handle().orElse("") + "." + host.hostStart());
            var status = started ? handle.waitForStartup(limit) : handle.waitForShutdown(limit);
            var tree = new LinkedHashMap<String, Object>();
            tree.put("status", status.status().name().toLowerCase(Locale.ROOT));
            tree.put("state", word(status.state()));
            status.lastExit().ifPresent(exit -> tree.put("last_exit", exit(exit)));
            return Reply.ok(tree);
        } catch (IllegalArgumentException noHandle) {
            return Reply.wrong(404, "there is no such worker");
        }
    }

    private static long milliseconds(Call call) {
        long longest = Duration.ofSeconds(20).toMillis();
        try {
            return call.parameter("timeout")
                    .map(text -> Math.clamp(Long.parseLong(text), 0, longest))
                    .orElse(longest);
        } catch (NumberFormatException notANumber) {
            return longest;
        }
    }

    private List<Object> list() {
        var runs = host.runs();
        return host.snapshot().join().workers().stream()
                .<Object>map(one -> tree(one, Optional.ofNullable(runs.get(one.status().pid()))))
                .toList();
    }

    private List<Object> stacks() {
        var runs = host.runs();
        return host.snapshot().join().workers().stream()
                .filter(one -> runs.containsKey(one.status().pid()))
                .<Object>map(one -> {
                    var run = Optional.ofNullable(runs.get(one.status().pid()));
                    var tree = tree(one, run);
                    run.ifPresent(it -> tree.put("stack", frames(it)));
                    return tree;
                })
                .toList();
    }

    private static List<String> frames(RunView run) {
        return run.stack().stream().map(String::valueOf).toList();
    }

    private Reply show(Snapshot.Worker worker) {
        var run = Optional.ofNullable(host.runs().get(worker.status().pid()));
        var tree = tree(worker, run);
        var entry = worker.entry();
        tree.put("start_time", entry.startTime().name().toLowerCase(Locale.ROOT));
        tree.put("flags", entry.flags().stream().map(WorkerFlag::name).sorted().toList());
        tree.put("main_arg", entry.mainArg().asLong());
        tree.put("notify_pid", entry.notifyPid());
        tree.put("failures", worker.failures());
        run.ifPresent(one -> tree.put("stack", frames(one)));
        return Reply.ok(tree);
    }

    private static Map<String, Object> tree(Snapshot.Worker worker, Optional<RunView> run) {
        var tree = new LinkedHashMap<String, Object>();
        var entry = worker.entry();
        var status = worker.status();
        tree.put("handle", text(worker.id()));
        tree.put("pid", status.pid());
        tree.put("type", entry.type());
        tree.put("name", entry.name());
        tree.put("library", entry.libraryName());
        tree.put("function", entry.functionName());
        tree.put("own", worker.own());
        tree.put("state", word(status.state()));
        worker.since().ifPresent(since -> tree.put("since_ms", since.toMillis()));
        status.restartIn().ifPresent(in -> tree.put("restart_in_ms", in.toMillis()));
        tree.put("starts", worker.starts());
        status.lastExit().ifPresent(exit -> tree.put("last_exit", exit(exit)));
        run.ifPresent(one -> {
            tree.put("connected", one.connected());
            tree.put("thread_state", one.state().name().toLowerCase(Locale.ROOT));
            tree.put("processor_ms", one.processorTime().toMillis());
            tree.put("allocated_bytes", one.allocated());
        });
        return tree;
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<String, Object> exit(WorkerExit exit) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("code", exit.code());
        switch (exit) {
            case WorkerExit.Returned _ -> tree.put("kind", "returned");
            case WorkerExit.Terminated(var reason) -> {
                tree.put("kind", "terminated");
                tree.put("reason", word(reason));
            }
            case WorkerExit.Threw(var cause) -> {
                tree.put("kind", "threw");
                tree.putAll(cause(cause));
            }
            case WorkerExit.Crashed(_, var cause) -> {
                tree.put("kind", "crashed");
                tree.putAll(cause(cause));
            }
        }
        return tree;
    }

    private static Map<String, Object> cause(ExitCause cause) {
        return Map.of("cause", cause.summary(), "sqlstate", cause.sqlState());
    }
}
