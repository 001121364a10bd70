package org.bgworker.host.admin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.launch.RunView;
import org.bgworker.host.postmaster.Finished;
import org.bgworker.host.postmaster.PastExit;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.postmaster.WorkerId;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.RestartTime;
import org.bgworker.spi.WorkerExit;

/** Workers as trees of JSON. Times are in milliseconds. */
final class WorkerTrees {
    private WorkerTrees() {}

    /** Slot and generation: another worker in the slot has another one. */
    static String handle(WorkerId id) {
        return id.slot() + "." + id.generation();
    }

    /** An enum's constant as a word. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** An enum's constant as a client sends it too. */
    private static String sent(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A worker as a listing has it.
     *
     * @param version of its library that it runs, empty if it does not run
     */
    static Map<String, Object> listed(
            Snapshot.Worker worker, String version, Optional<RunView> run) {
        var status = worker.status();
        var tree = named(worker.id(), worker.entry());
        tree.put("pid", status.pid());
        tree.put("version", version);
        tree.put("own", worker.own());
        tree.put("static", !worker.registrar().isEmpty());
        tree.put("state", word(status.state()));
        tree.put("ready", worker.ready());
        worker.since().ifPresent(since -> tree.put("since_ms", since.toMillis()));
        status.restartIn().ifPresent(in -> tree.put("restart_in_ms", in.toMillis()));
        worker.stop()
                .ifPresent(stop -> {
                    tree.put("stop_step", stop.step());
                    tree.put("next_step_in_ms", stop.nextIn().toMillis());
                });
        tree.put("starts", worker.starts());
        tree.put("failures", worker.failures());
        status.lastExit().ifPresent(exit -> tree.put("last_exit", exit(exit)));
        run.ifPresent(one -> add(one, tree));
        return tree;
    }

    private static Map<String, Object> named(WorkerId id, BackgroundWorker entry) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("handle", handle(id));
        tree.put("type", entry.type());
        tree.put("name", entry.name());
        tree.put("library", entry.libraryName());
        tree.put("function", entry.functionName());
        return tree;
    }

    private static void add(RunView run, Map<String, Object> tree) {
        tree.put("wait_event", run.waitEvent());
        tree.put("session", run.session());
        tree.put("activity", run.activity().text());
        tree.put("progress_done", run.activity().done());
        tree.put("progress_total", run.activity().total());
        tree.put("processor_ms", run.processorTime().toMillis());
        tree.put("allocated_bytes", run.allocated());
    }

    /** A worker that is no longer registered. */
    static Map<String, Object> finished(Finished worker, long now) {
        var tree = named(worker.id(), worker.entry());
        tree.put("pid", 0);
        tree.put("version", "");
        tree.put("own", false);
        tree.put("static", false);
        tree.put("state", "finished");
        tree.put("ready", false);
        tree.put("since_ms", ago(worker.exit(), now));
        tree.put("starts", worker.starts());
        tree.put("failures", 0);
        tree.put("last_exit", exit(worker.exit().exit()));
        return tree;
    }

    private static long ago(PastExit exit, long now) {
        return Duration.ofNanos(now - exit.at()).toMillis();
    }

    /** Adds what only a look at one worker shows. */
    static void addAll(Snapshot.Worker worker, long now, Map<String, Object> tree) {
        var entry = worker.entry();
        tree.put("registrar", worker.registrar());
        tree.put("flags", entry.flags().stream().map(WorkerTrees::sent).sorted().toList());
        tree.put("start_time", sent(entry.startTime()));
        if (entry.restartTime() instanceof RestartTime.After(var interval, _)) {
            tree.put("restart_seconds", interval.toSeconds());
        }
        tree.put("main_arg", entry.mainArg().asLong());
        tree.put("exits", worker.exits().stream().map(one -> past(one, now)).toList());
    }

    private static Map<String, Object> past(PastExit past, long now) {
        var tree = exit(past.exit());
        tree.put("ago_ms", ago(past, now));
        tree.put("ran_ms", past.ran().toMillis());
        return tree;
    }

    /** Where a run stands, innermost call first. */
    static List<String> stack(List<StackTraceElement> frames) {
        return frames.stream().map(String::valueOf).toList();
    }

    /** How a run ended. */
    static Map<String, Object> exit(WorkerExit exit) {
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
