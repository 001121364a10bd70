package org.bgworker.host.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bgworker.host.postmaster.DatabaseCondition;
import org.bgworker.host.postmaster.ServerState;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.server.Host;
import org.bgworker.spi.StartTime;

/** Whether the host lives, and whether it does all that it is there for. */
final class Health {
    private static final int UNAVAILABLE = 503;

    private final Host host;

    Health(Host host) {
        this.host = host;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/healthz", _ -> healthy()), Route.get("/readyz", _ -> readiness()));
    }

    /** The postmaster has answered. */
    private Reply healthy() {
        return Reply.ok(Map.of("state", WorkerTrees.word(host.snapshot().join().state())));
    }

    private Reply readiness() {
        var snapshot = host.snapshot().join();
        var late =
                snapshot.workers().stream()
                        .filter(one -> isWanted(one, snapshot) && !one.ready())
                        .<Object>map(Health::notReady)
                        .toList();
        boolean ready = late.isEmpty() && serves(snapshot);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("ready", ready);
        tree.put("state", WorkerTrees.word(snapshot.state()));
        tree.put("database", snapshot.database().kind().word());
        tree.put("not_ready", late);
        return new Reply.Document(ready ? 200 : UNAVAILABLE, tree);
    }

    /** One that is preloaded; on a standby, none that waits for a primary. */
    private static boolean isWanted(Snapshot.Worker worker, Snapshot snapshot) {
        return !worker.registrar().isEmpty()
                && !(snapshot.state() == ServerState.HOT_STANDBY
                        && worker.entry().startTime() == StartTime.RECOVERY_FINISHED);
    }

    /** Whether workers can start; on a standby, those that can run there. */
    private static boolean serves(Snapshot snapshot) {
        return (snapshot.state() == ServerState.RUN || snapshot.state() == ServerState.HOT_STANDBY)
                && snapshot.database().kind() != DatabaseCondition.Kind.FAILED;
    }

    private static Map<String, Object> notReady(Snapshot.Worker worker) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("handle", WorkerTrees.handle(worker.id()));
        tree.put("name", worker.entry().name());
        tree.put("state", WorkerTrees.word(worker.status().state()));
        worker.status().lastExit().ifPresent(exit -> tree.put("last_exit", WorkerTrees.exit(exit)));
        return tree;
    }
}
