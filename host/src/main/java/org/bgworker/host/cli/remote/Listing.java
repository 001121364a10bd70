package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bgworker.host.cli.Grammar;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Which workers are listed, and in which order. */
final class Listing {
    private final BooleanSupplier all;
    private final Supplier<Optional<String>> state;
    private final Supplier<Optional<String>> type;
    private final Supplier<Optional<String>> library;
    private final Supplier<Optional<Column>> sort;

    /** Of the commands that know these options. */
    Listing(Grammar grammar) {
        all =
                grammar.flag(
                        option("--all")
                                .description("The host's own workers and finished ones too."));
        state = filter(grammar, "--state", "STATE", "Those in this state.");
        type = filter(grammar, "--type", "TYPE", "Those of this type.");
        library = filter(grammar, "--library", "NAME", "Those of this library.");
        sort =
                grammar.optional(
                        Column.class,
                        option("--sort")
                                .paramLabel("COLUMN")
                                .description(
                                        "By ${COMPLETION-CANDIDATES}; figures downwards (default: by type, then as they were registered)."));
    }

    private static Supplier<Optional<String>> filter(
            Grammar grammar, String name, String label, String description) {
        return grammar.optional(
                String.class, option(name).paramLabel(label).description(description));
    }

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
        return Trees.maps(host.get(all.getAsBoolean() ? "/v1/workers?all=true" : "/v1/workers"))
                .stream()
                .filter(one -> all.getAsBoolean() || !Boolean.TRUE.equals(one.get("own")))
                .filter(one -> isWanted(one, "state", state.get()))
                .filter(one -> isWanted(one, "type", type.get()))
                .filter(one -> isWanted(one, "library", library.get()))
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
        return sort.get().map(Listing::by).orElseGet(() -> text("type"));
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
        // no Comparator.comparing: a lambda that can be serialized is in no AOT cache
        return (one, other) -> Trees.text(one, field).compareTo(Trees.text(other, field));
    }

    private static Comparator<Map<String, Object>> number(String field) {
        return (one, other) -> Long.compare(Trees.number(one, field), Trees.number(other, field));
    }
}
