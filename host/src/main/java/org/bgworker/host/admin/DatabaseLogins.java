package org.bgworker.host.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.server.Host;

/** Tells the administrator on this machine how to log in to a database of the workers. */
final class DatabaseLogins {
    private static final Set<String> KNOWN = Set.of("database", "administrator");

    private final Host host;

    DatabaseLogins(Host host) {
        this.host = host;
    }

    /** The route; only on the socket, because a password must not be sent over TCP. */
    Route route() {
        return Route.post("/v1/database/login", this::login).onSocketOnly();
    }

    private Reply login(Call call) throws InterruptedException {
        var body = call.body();
        if (!KNOWN.containsAll(body.keySet())) {
            return Reply.wrong(400, "only \"database\" and \"administrator\" are known here");
        }
        if (!(body.getOrDefault("database", "") instanceof String database)) {
            return Reply.wrong(400, "\"database\" is not a text");
        }
        if (!(body.getOrDefault("administrator", false) instanceof Boolean administrator)) {
            return Reply.wrong(400, "\"administrator\" is neither true nor false");
        }
        try {
            return Reply.ok(tree(database, administrator));
        } catch (ReportException unavailable) {
            return Reply.wrong(409, unavailable.report());
        }
    }

    private Map<String, Object> tree(String database, boolean administrator)
            throws ReportException, InterruptedException {
        var access = host.databaseAccess(database, administrator);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("url", access.url());
        tree.put("user", access.user());
        tree.put("password", access.password());
        return tree;
    }
}
