package org.bgworker.host.cli.remote;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Option;

/** Which workers are listed, and in which order. */
final class Listing {
    @Option(names = "--all", description = "The host's own workers and finished ones too.")
    private boolean all;

    @Option(names = "--state", paramLabel = "STATE", description = "Those in this state.")
    private Optional<String> state = Optional.empty();

    @Option(names = "--type", paramLabel = "TYPE", description = "Those of this type.")
    private Optional<String> type = Optional.empty();

    @Option(names = "--library", paramLabel = "NAME", description = "Those of this library.")
    private Optional<String> library = Optional.empty();

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description =
                    "By ${COMPLETION-CANDIDATES}; figures downwards (default: by type, then as they were registered).")
    private Optional<Column> sort = Optional.empty();

    /** What can be sorted by. */
    enum Column {
        PID,
        NAME,
        STATE,
        SINCE,
        STARTS,
        CPU,
        ALLOCATED
    }

    List<Map<String, Object>> ask(HostClient host) throws ReportException {
        return Trees.maps(host.get(all ? "/v1/workers?all=true" : "/v1/workers")).stream()
                .filter(one -> all || !Boolean.TRUE.equals(one.get("own")))
                .filter(one -> isWanted(one, "state", state))
                .filter(one -> isWanted(one, "type", type))
                .filter(one -> isWanted(one, "library", library))
                .sorted(order())
                .toList();
    }

    private static boolean isWanted(
            Map<String, Object> worker, String field, Optional<String> wanted) {
        return wanted.isEmpty()
                || Trees.text(worker, field)
                        .equals(field.equals("state") ? lower(wanted) : wanted.orElseThrow());
    }

    private static String lower(Optional<String> wanted) {
        return wanted.orElseThrow().toLowerCase(Locale.ROOT);
    }

    private Comparator<Map<String, Object>> order() {
        return sort.map(Listing::by).orElseGet(() -> text("type"));
    }

    private static Comparator<Map<String, Object>> by(Column column) {
        return switch (column) {
            case PID -> number("pid");
            case NAME -> text("name");
            case STATE -> text("state");
            case SINCE -> number("since_ms").reversed();
            case STARTS -> number("starts").reversed();
            case CPU -> number("processor_ms").reversed();
            case ALLOCATED -> number("allocated_bytes").reversed();
        };
    }

    private static Comparator<Map<String, Object>> text(String field) {
        return Comparator.comparing(one -> Trees.text(one, field));
    }

    private static Comparator<Map<String, Object>> number(String field) {
        return Comparator.comparingLong(one -> Trees.number(one, field));
    }
}
