package org.bgworker.host.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * Passes what the server logs on to the host's log. A server process waits while its log takes no
 * more, so one thread does nothing but read, and drops what the other cannot write in time.
 */
final class ServerLog {
    private static final String END = "";
    private static final int LONGEST_LINE = 4000;
    private static final int WAITING_LINES = 1000;
    private static final int LAST_LINES = 10;
    private static final long PATIENCE_SECONDS = 5;

    /** How a message begins; its further parts follow, and are of its level. */
    private static final Pattern BEGIN = Pattern.compile("([A-Z]+\\d?):  .*");

    /** What the host itself is told while it waits for the server. */
    private static final Pattern EARLY =
            Pattern.compile(
                    ".*the database system is (starting up|in recovery mode|not yet accepting connections)");

    /** What is wrong with configuration files that were read again. */
    private static final Pattern ASKED =
            Pattern.compile(
                    "configuration (file|parameter)|cannot be changed without|syntax error in file|invalid value for parameter");

    private static final List<String> PARTS =
            List.of("DETAIL", "HINT", "CONTEXT", "STATEMENT", "QUERY", "LOCATION", "BACKTRACE");

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING_LINES);
    private final Deque<String> last = new ArrayDeque<>();
    private Severity severity = Severity.LOG;
    private int dropped;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Begins to read, until the last process of the server has gone. */
    static ServerLog follow(InputStream from) {
        var log = new ServerLog();
        start("postgresql log reader", () -> log.read(from));
        start("postgresql log writer", log::write);
        return log;
    }

    private static void start(String name, Runnable work) {
        Thread.ofPlatform().name(name).daemon(true).start(work);
    }

    private void read(InputStream from) {
        try (var reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            for (var line = line(reader); !line.isEmpty(); line = line(reader)) {
                if (!line.isBlank()) {
                    take(line.stripTrailing());
                }
            }
        } catch (IOException gone) {
            // the end of what it says
        } finally {
            ended.countDown();
            finish();
        }
    }

    /** A line with its end, cut where it is too long; empty at the end of all. */
    private static String line(Reader from) throws IOException {
        var line = new StringBuilder();
        int next;
        while ((next = from.read()) >= 0) {
            if (line.length() < LONGEST_LINE || next == '\n') {
                line.append((char) next);
            }
            if (next == '\n') {
                break;
            }
        }
        return line.toString();
    }

    private synchronized void take(String line) {
        if (last.size() == LAST_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
        if (!waiting.offer(line)) {
            dropped++;
        }
    }

    private void finish() {
        try {
            waiting.put(END);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            for (var line = waiting.take(); !line.equals(END); line = waiting.take()) {
                pass(line);
                int lost = takeDropped();
                if (lost > 0) {
                    pass("WARNING:  %d lines of this log were dropped".formatted(lost));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int takeDropped() {
        int lost = dropped;
        dropped = 0;
        return lost;
    }

    /** What the server does is of interest to the curious alone, what fails in it to all. */
    private void pass(String line) {
        var begin = BEGIN.matcher(line);
        if (begin.matches() && !PARTS.contains(begin.group(1))) {
            severity =
                    switch (begin.group(1)) {
                        case "WARNING", "ERROR", "PANIC" -> Severity.LOG;
                        case "LOG" -> ASKED.matcher(line).find() ? Severity.LOG : Severity.DEBUG1;
                        case "FATAL" ->
                                EARLY.matcher(line).matches() ? Severity.DEBUG1 : Severity.LOG;
                        default -> Severity.DEBUG1;
                    };
        }
        Log.write(Report.of(severity, "private server: " + line));
    }

    /** The last lines, once the last of its processes has gone, or a while later. */
    List<String> lastLines() throws InterruptedException {
        var _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return takenLast();
    }

    private synchronized List<String> takenLast() {
        return List.copyOf(last);
    }
}
