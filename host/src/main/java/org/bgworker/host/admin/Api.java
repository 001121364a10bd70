package org.bgworker.host.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bgworker.host.server.Host;

/** All that can be asked for: a fixed table. */
final class Api {
    private final List<Route> routes = new ArrayList<>();

    Api(Host host) {
        routes.addAll(new HostFacts(host).routes());
        routes.addAll(new Workers(host).routes());
        routes.addAll(Streams.routes(host));
        routes.addAll(new Health(host).routes());
        routes.add(new DatabaseLogins(host).route());
        routes.add(new Metrics(host).route());
        routes.add(
                Route.get(
                        "/v1/openapi.json",
                        _ -> new Reply.Text(Exchange.JSON, Resources.text("openapi.json"))));
    }

    /** All of them; openapi.json beside this class describes them. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** What a request comes to. */
    sealed interface Found {
        /** It is this route's. */
        record Hit(Route route) implements Found {}

        /** There is such a path, but for other methods. */
        record OtherMethod(String allowed) implements Found {}

        /** There is no such path. */
        record Nothing() implements Found {}
    }

    Found find(String method, String path) {
        var allowed = new TreeSet<String>();
        for (var route : routes) {
            if (route.matches(path)) {
                if (route.method().equals(method)) {
                    return new Found.Hit(route);
                }
                allowed.add(route.method());
            }
        }
        return allowed.isEmpty()
                ? new Found.Nothing()
                : new Found.OtherMethod(String.join(", ", allowed));
    }
}
