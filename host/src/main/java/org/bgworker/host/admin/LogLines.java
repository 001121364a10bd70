package org.bgworker.host.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.json.Json;
import org.bgworker.host.log.Log;
import org.bgworker.host.log.LogMemory;

/** The log as it grows, from memory. */
final class LogLines {
    private static final Duration BEAT = Duration.ofSeconds(5);

    private LogLines() {}

    static Route route() {
        return Route.get("/v1/log", LogLines::answer);
    }

    private static Reply answer(Call call) {
        boolean follow = call.parameter("follow").orElse("false").equals("true");
        var pid = call.parameter("pid");
        return new Reply.Lines(sink -> write(sink, follow, pid));
    }

    /** An empty line now and then finds out whether the client still reads. */
    private static void write(Reply.Sink sink, boolean follow, Optional<String> pid)
            throws IOException, InterruptedException {
        var messages = Log.memory().after(0);
        long last = 0;
        do {
            for (var message : messages) {
                if (pid.isEmpty() || pid.get().equals(Integer.toString(message.pid()))) {
                    if (last > 0 && message.number() > last + 1 && pid.isEmpty()) {
                        sink.write(Json.line(Map.of("missed", message.number() - last - 1)));
                    }
                    sink.write(Json.line(tree(message)));
                }
                last = message.number();
            }
            if (follow) {
                messages = Log.memory().await(last, BEAT);
                if (messages.isEmpty()) {
                    sink.write("");
                }
            }
        } while (follow);
    }

    private static Map<String, Object> tree(LogMemory.Message message) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("number", message.number());
        tree.put("time", message.time().toString());
        tree.put("pid", message.pid());
        tree.put("severity", message.report().severity().label());
        tree.put("primary", message.report().primary());
        tree.put("detail", message.report().detail());
        tree.put("hint", message.report().hint());
        return tree;
    }
}
