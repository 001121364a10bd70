package org.bgworker.host.unload;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the thread dump that the JDK writes as JSON, by its lines: one name and value on each, a
 * thread from one {@code tid} to the next.
 */
final class ThreadDump {
    private final Iterator<String> lines;
    private Optional<String> id;

    ThreadDump(Iterator<String> lines) {
        this.lines = lines;
        this.id = skipToThread(new Reading());
    }

    /**
     * A thread.
     *
     * @param id its number
     * @param name or empty
     * @param virtual whether it is a virtual thread
     * @param frames of its stack, the newest first
     */
    record Entry(String id, String name, boolean virtual, List<String> frames) {}

    /** The next thread, empty at the end. */
    Optional<Entry> next() {
        return id.map(number -> {
            var reading = new Reading();
            id = skipToThread(reading);
            return new Entry(number, reading.name, reading.virtual, List.copyOf(reading.frames));
        });
    }

    /** What has been read of a thread. */
    private static final class Reading {
        private String name = "";
        private boolean virtual;
        private boolean stack;
        private final List<String> frames = new ArrayList<>();

        void take(String line) {
            if (stack) {
                stack = !line.startsWith("]");
                if (stack) {
                    frames.add(text(line));
                }
            } else if (line.startsWith("\"name\": ")) {
                name = text(line.substring("\"name\": ".length()));
            } else if (line.startsWith("\"virtual\": true")) {
                virtual = true;
            } else if (line.startsWith("\"stack\": [")) {
                stack = !line.endsWith("]") && !line.endsWith("],");
            }
        }
    }

    private Optional<String> skipToThread(Reading reading) {
        while (lines.hasNext()) {
            var line = lines.next().strip();
            if (line.startsWith("\"tid\": ")) {
                return Optional.of(text(line.substring("\"tid\": ".length())));
            }
            reading.take(line);
        }
        return Optional.empty();
    }

    /** A string of JSON without its quotes; a control character stays as it is written. */
    private static String text(String json) {
        var bare = json.endsWith(",") ? json.substring(0, json.length() - 1) : json;
        return bare.substring(1, bare.length() - 1)
                .replace("\\/", "/")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
