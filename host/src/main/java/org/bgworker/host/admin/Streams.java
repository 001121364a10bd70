package org.bgworker.host.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bgworker.host.journal.Entry;
import org.bgworker.host.json.Json;
import org.bgworker.host.log.Log;
import org.bgworker.host.log.Message;
import org.bgworker.host.recent.Recent;
import org.bgworker.host.recent.Recent.Numbered;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.server.Host;

/** The log and the journal as they grow, from memory: lines of JSON. */
final class Streams {
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** Between two batches; to send each line by itself takes the processor from the workers. */
    private static final Duration PACE = Duration.ofMillis(50);

    /** No pid. */
    private static final long NOBODY = -1;

    private Streams() {}

    static List<Route> routes(Host host) {
        return List.of(
                Route.get("/v1/log", call -> answer(call, Log.recent(), Streams::message))
                        .with("follow", "after", "pid"),
                Route.get(
                                "/v1/events",
                                call -> answer(call, host.journal().recent(), Streams::event))
                        .with("follow", "after", "pid", "name"));
    }

    /** A line, and by what it can be asked for. */
    private record Line(Map<String, Object> tree, long pid, String name) {}

    private static <T> Reply answer(Call call, Recent<T> recent, Function<Numbered<T>, Line> shape)
            throws ReportException {
        boolean follow = call.flag("follow");
        // numbers begin anew with each start of the host
        long after = Math.min(call.number("after").orElse(0), recent.last());
        var filter = filter(call);
        return new Reply.Lines(sink -> {
            long last = after;
            var news = recent.after(last);
            do {
                for (var one : news) {
                    // what is no longer known was there, unless the reader has just begun
                    if (one.number() > last + 1 && last > 0) {
                        sink.write(Json.line(Map.of("missed", one.number() - last - 1)));
                    }
                    write(shape.apply(one), filter, sink);
                    last = one.number();
                }
                if (follow) {
                    sink.write(""); // finds out whether a client reads that nothing was for
                    sink.flush();
                    Thread.sleep(PACE);
                    news = recent.await(last, BEAT);
                }
            } while (follow);
        });
    }

    private static Predicate<Line> filter(Call call) throws ReportException {
        var pid = call.number("pid");
        var name = call.parameter("name");
        return line ->
                (pid.isEmpty() || pid.getAsLong() == line.pid())
                        && (name.isEmpty() || name.orElseThrow().equals(line.name()));
    }

    private static void write(Line line, Predicate<Line> filter, Reply.Sink sink)
            throws IOException {
        if (filter.test(line)) {
            sink.write(Json.line(line.tree()));
        }
    }

    private static Line message(Numbered<Message> numbered) {
        var message = numbered.thing();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("number", numbered.number());
        tree.put("time", message.time().toString());
        tree.put("pid", message.pid());
        tree.putAll(ReportTrees.tree(message.report()));
        return new Line(tree, message.pid(), "");
    }

    private static Line event(Numbered<Entry> numbered) {
        var tree = EventTrees.tree(numbered);
        return new Line(
                tree,
                tree.get("pid") instanceof Integer pid ? pid : NOBODY,
                String.valueOf(tree.getOrDefault("name", "")));
    }
}
