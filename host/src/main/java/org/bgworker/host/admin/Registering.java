package org.bgworker.host.admin;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.server.Host;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Datum;
import org.bgworker.spi.Extra;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerFlag;

/** Registers a dynamic worker that a client describes. */
final class Registering {
    private static final Set<String> KNOWN =
            Set.of(
                    "name",
                    "type",
                    "library",
                    "function",
                    "flags",
                    "start_time",
                    "restart_seconds",
                    "main_arg",
                    "extra");

    private final Host host;

    Registering(Host host) {
        this.host = host;
    }

    Reply register(Call call) {
        BackgroundWorker worker;
        try {
            worker = worker(call.body());
        } catch (IllegalArgumentException bad) {
            return Reply.wrong(400, String.valueOf(bad.getMessage()));
        }
        return switch (host.register(worker).join()) {
            case Order.Registered(_, var id) ->
                    new Reply.Document(201, Map.of("handle", WorkerTrees.handle(id)));
            case Order.Refused(_, var reason) -> Reply.wrong(409, reason);
        };
    }

    private static BackgroundWorker worker(Map<String, Object> body) {
        var unknown = new HashSet<>(body.keySet());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown fields of a worker: " + unknown);
        }
        if (text(body, "library", "").isEmpty() || text(body, "function", "").isEmpty()) {
            throw new IllegalArgumentException("\"library\" and \"function\" must be given");
        }
        var builder =
                BackgroundWorker.named(text(body, "name", text(body, "function", "")))
                        .library(text(body, "library", ""))
                        .function(text(body, "function", ""))
                        .mainArg(Datum.of(whole(body, "main_arg", 0)));
        if (body.containsKey("type")) {
            builder.type(text(body, "type", ""));
        }
        if (body.containsKey("extra")) {
            builder.extra(Extra.of(text(body, "extra", "")));
        }
        if (body.containsKey("flags")) {
            builder.flags(flags(body));
        }
        if (body.containsKey("start_time")) {
            builder.startTime(word(StartTime.class, text(body, "start_time", "")));
        }
        if (body.containsKey("restart_seconds")) {
            builder.restartAfter(Duration.ofSeconds(whole(body, "restart_seconds", 0)));
        }
        return builder.build();
    }

    private static WorkerFlag[] flags(Map<String, Object> body) {
        if (!(body.get("flags") instanceof List<?> words)) {
            throw new IllegalArgumentException("\"flags\" is no list of words");
        }
        return words.stream()
                .map(word -> word(WorkerFlag.class, String.valueOf(word)))
                .toArray(WorkerFlag[]::new);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "\"%s\" is none of %s"
                                        .formatted(
                                                word,
                                                Arrays.toString(type.getEnumConstants())
                                                        .toLowerCase(Locale.ROOT))));
    }

    private static String text(Map<String, Object> body, String name, String otherwise) {
        var value = body.getOrDefault(name, otherwise);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("\"%s\" is no text".formatted(name));
    }

    private static long whole(Map<String, Object> body, String name, long otherwise) {
        var value = body.getOrDefault(name, otherwise);
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("\"%s\" is no whole number".formatted(name));
    }
}
