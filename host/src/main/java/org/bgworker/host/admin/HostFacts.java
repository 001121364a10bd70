package org.bgworker.host.admin;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bgworker.host.library.LibraryState;
import org.bgworker.host.library.LibraryState.Word;
import org.bgworker.host.postmaster.LibraryVersion;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.report.Report;
import org.bgworker.host.server.Host;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.Preview;
import org.bgworker.host.setting.Values;
import org.bgworker.spi.Setting;

/** Shows what is to be known of the host as a whole, and does to it what is asked. */
final class HostFacts {
    private static final Set<Word> PENDING =
            EnumSet.of(
                    Word.SETTLING, Word.REFUSED, Word.NOT_AUDITED, Word.DRAINING, Word.UNLOADING);

    private final Host host;

    HostFacts(Host host) {
        this.host = host;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/status", _ -> Reply.ok(status())),
                Route.get("/v1/libraries", _ -> Reply.ok(libraries())),
                Route.get("/v1/settings", _ -> Reply.ok(settings())),
                Route.get("/v1/shmem", _ -> Reply.ok(sharedMemory())),
                Route.get("/v1/plan", _ -> Reply.ok(plan())),
                Route.post(
                        "/v1/reload", _ -> Reply.ok(Map.of("problems", problems(host.reload())))),
                Route.post("/v1/shutdown", this::shutDown));
    }

    private Map<String, Object> status() {
        var snapshot = host.snapshot().join();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("version", Host.version());
        tree.put("pid", ProcessHandle.current().pid());
        tree.put("started_at", Instant.ofEpochMilli(host.hostStart()).toString());
        tree.put("state", word(snapshot.state().name()));
        tree.put("database", snapshot.database().kind().word());
        tree.put("database_reason", snapshot.database().reason());
        tree.put("workers", snapshot.workers().stream().filter(one -> !one.own()).count());
        tree.put("max_worker_processes", host.settings().getInt(HostSettings.MAX_WORKER_PROCESSES));
        tree.put("libraries", host.libraries().size());
        return tree;
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private List<Object> libraries() {
        var workers = host.snapshot().join().workers();
        return host.libraries().stream()
                .<Object>map(one -> withWorkers(library(one), workers))
                .toList();
    }

    /** And who runs it: a library that is to go waits for them. */
    private Map<String, Object> withWorkers(
            Map<String, Object> library, List<Snapshot.Worker> workers) {
        library.put(
                "workers",
                workers.stream()
                        .filter(one -> one.version().filter(v -> isOf(v, library)).isPresent())
                        .map(one -> one.entry().name())
                        .toList());
        return library;
    }

    private boolean isOf(LibraryVersion version, Map<String, Object> library) {
        return version.library().equals(library.get("name"))
                && host.versionText(version).equals(library.get("version"));
    }

    private static Map<String, Object> library(LibraryState state) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", state.name());
        tree.put("version", state.version());
        tree.put("entry", state.entry().toString());
        tree.put("state", state.word().toString());
        tree.put("reason", state.reason());
        return tree;
    }

    private List<Object> settings() {
        return host.settings().entries().values().stream().<Object>map(HostFacts::setting).toList();
    }

    private static Map<String, Object> setting(Values.Entry entry) {
        var declaration = entry.declaration();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", declaration.name());
        tree.put("value", entry.shown());
        tree.put("default", declaration.defaultValue());
        tree.put("source", entry.origin());
        tree.put("restart", declaration.context() == Setting.Context.POSTMASTER);
        tree.put("description", declaration.description());
        return tree;
    }

    private List<Object> sharedMemory() {
        return host.sharedMemory().entrySet().stream()
                .<Object>map(one -> Map.of("name", one.getKey(), "bytes", one.getValue()))
                .toList();
    }

    /** What would change, and what has not been loaded. */
    private Map<String, Object> plan() {
        var preview = host.preview();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("settings", preview.changes().stream().<Object>map(HostFacts::change).toList());
        tree.put("problems", problems(preview.problems()));
        tree.put(
                "libraries",
                host.libraries().stream()
                        .filter(one -> PENDING.contains(one.word()))
                        .<Object>map(HostFacts::library)
                        .toList());
        return tree;
    }

    private static Map<String, Object> change(Preview.Change change) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", change.name());
        tree.put("from", change.from());
        tree.put("to", change.to());
        tree.put("source", change.origin());
        tree.put("restart", change.restart());
        return tree;
    }

    private static List<Object> problems(List<Report> reports) {
        return reports.stream().<Object>map(ReportTrees::tree).toList();
    }

    private Reply shutDown(Call call) {
        if (!Set.of("mode").containsAll(call.body().keySet())) {
            return Reply.wrong(400, "only \"mode\" is known here");
        }
        var mode = call.body().getOrDefault("mode", "fast");
        return Arrays.stream(ShutdownMode.values())
                .filter(one -> one.word().equals(mode))
                .findFirst()
                .map(one -> {
                    host.shutdown(one);
                    return Reply.ok(Map.of());
                })
                .orElseGet(() -> Reply.wrong(400, "\"mode\" is none of smart, fast and immediate"));
    }
}
