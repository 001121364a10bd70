package org.bgworker.host.admin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.report.ReportException;

/**
 * A method and a path that something is done for.
 *
 * @param method of HTTP
 * @param path whose segment {@code {handle}} stands for a worker's
 * @param changes whether it changes anything, and so is logged
 * @param socketOnly whether it is refused over TCP
 * @param parameters of a query that it knows; others are refused
 * @param action what is done
 */
record Route(
        String method,
        String path,
        boolean changes,
        boolean socketOnly,
        Set<String> parameters,
        Action action) {
    private static final String HANDLE = "{handle}";

    /** Answers a call. */
    @FunctionalInterface
    interface Action {
        /** Fails if the call is wrong in itself. */
        Reply answer(Call call) throws InterruptedException, ReportException;
    }

    static Route get(String path, Action action) {
        return new Route("GET", path, false, false, Set.of(), action);
    }

    static Route post(String path, Action action) {
        return new Route("POST", path, true, false, Set.of(), action);
    }

    /** The same with parameters of a query. */
    Route with(String... names) {
        return new Route(method, path, changes, socketOnly, Set.of(names), action);
    }

    /** The same, but refused over TCP. */
    Route onSocketOnly() {
        return new Route(method, path, changes, true, parameters, action);
    }

    /** Whether a path is meant; the method is looked at afterwards. */
    boolean matches(String asked) {
        if (!path.contains(HANDLE)) {
            return path.equals(asked);
        }
        var mine = segments(path);
        var theirs = segments(asked);
        if (mine.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).equals(HANDLE) && !mine.get(i).equals(theirs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The handle in a path that matches. */
    Optional<String> handle(String asked) {
        int at = segments(path).indexOf(HANDLE);
        return at < 0 ? Optional.empty() : Optional.of(segments(asked).get(at));
    }

    private static List<String> segments(String of) {
        return List.of(of.split("/", -1));
    }
}
