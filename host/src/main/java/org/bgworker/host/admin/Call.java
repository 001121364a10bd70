package org.bgworker.host.admin;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.bgworker.host.report.ReportException;

/**
 * A request, as far as actions need it.
 *
 * @param handle of the worker that the path names, if it names one
 * @param query the parameters of the query
 * @param body what was sent, an object; empty if nothing was
 */
record Call(Optional<String> handle, Map<String, String> query, Map<String, Object> body) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** A parameter of the query. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A parameter that is {@code true} or {@code false}; false if it is not there. */
    boolean flag(String name) throws ReportException {
        return switch (parameter(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw wrong(name, other, "true or false");
        };
    }

    /** A parameter that is a whole number, not below 0. */
    OptionalLong number(String name) throws ReportException {
        var text = parameter(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!NUMBER.matcher(text.orElseThrow()).matches()) {
            throw wrong(name, text.orElseThrow(), "a whole number, not below 0");
        }
        return OptionalLong.of(Long.parseLong(text.orElseThrow()));
    }

    /** What is said of a parameter that is something else. */
    static ReportException wrong(String name, String value, String wanted) {
        return new ReportException(
                "invalid value for parameter \"%s\": \"%s\"".formatted(name, value),
                "It is %s.".formatted(wanted),
                "");
    }
}
