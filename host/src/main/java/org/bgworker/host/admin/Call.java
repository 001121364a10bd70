package org.bgworker.host.admin;

import java.util.Map;
import java.util.Optional;

/**
 * A request, as far as actions need it.
 *
 * @param handle of the worker that the path names, if it names one
 * @param query the parameters of the query
 * @param body what was sent, an object; empty if nothing was
 */
record Call(Optional<String> handle, Map<String, String> query, Map<String, Object> body) {
    /** A parameter of the query. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
