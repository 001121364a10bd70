package org.bgworker.host.it;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bgworker.host.testing.LogTime;

/**
 * Reads the host's log line by line, and holds what the host says of workers against what they say
 * of themselves. Both are complete: a line that is missing is a problem, and so is one too many.
 */
final class ChurnReplay {
    private static final int TOLD = 50;
    private static final int HOST = 1;
    private static final Pattern LINE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)] (\\w+):  (.*)");
    private static final Pattern OWN =
            Pattern.compile("(\\w+): (plan|accepted|refused|enters|leaves|quiet)(?: (.*))?");
    private static final Pattern STEP =
            Pattern.compile(
                    "(registering|starting|unregistering) background worker (?:process )?\"(\\w+)\"");
    private static final Pattern EXIT =
            Pattern.compile(
                    "background worker \"(\\w+)\" \\(PID (\\d+)\\) exited with exit code (\\d+)");

    private final Map<String, ChurnLife> lives = new HashMap<>();
    private final Map<Integer, ChurnLife> running = new HashMap<>();
    private final BitSet pids = new BitSet();
    private final List<String> problems = new ArrayList<>();
    private final Map<Integer, Integer> exitsByCode = new TreeMap<>();
    private final Restarts restarts = new Restarts();
    private LocalDateTime time = LocalDateTime.MIN;
    private int starts;
    private int registered;
    private int registrations;
    private int quiets;

    /** On a busy machine some need longer than the host waits; they are to be gone later. */
    private int slowThreads;

    private boolean down;

    /** How many, and how late the latest came. */
    private static final class Restarts {
        private int count;
        private Duration latest = Duration.ZERO;

        void add(Duration late) {
            count++;
            latest = late.compareTo(latest) > 0 ? late : latest;
        }
    }

    /** Takes the next line. */
    void take(String line) {
        var matcher = LINE.matcher(line);
        if (matcher.matches()) {
            try {
                time = LogTime.of(line);
                int pid = Integer.parseInt(matcher.group(1));
                var text = matcher.group(3);
                if (text.contains("\" left thread \"")) {
                    slowThreads++;
                } else if (matcher.group(2).equals("WARNING")) {
                    throw new IllegalStateException("a warning");
                } else if (pid == HOST) {
                    takeHost(text);
                } else if (!Stream.of("DETAIL", "HINT").anyMatch(matcher.group(2)::equals)) {
                    takeWorker(pid, text);
                }
            } catch (IllegalStateException broken) {
                problem(broken.getMessage() + "\n\tat " + line);
            }
        }
    }

    private void problem(String text) {
        if (problems.size() < TOLD) {
            problems.add(text);
        }
    }

    private void takeHost(String text) {
        var step = STEP.matcher(text);
        var exit = EXIT.matcher(text);
        if (step.matches()) {
            takeStep(step.group(1), step.group(2));
        } else if (exit.matches()) {
            takeExit(exit.group(1), number(exit.group(2)), number(exit.group(3)));
        } else if (text.contains("shutdown request")) {
            down = true;
        }
    }

    private void takeStep(String step, String name) {
        if (ours(name)) {
            var life = life(name);
            switch (step) {
                case "registering" -> {
                    life.registering();
                    registered++;
                    registrations++;
                }
                case "starting" -> takeStart(life);
                default -> {
                    life.unregistering();
                    registered--;
                    forget(name, life);
                }
            }
        }
    }

    private void takeStart(ChurnLife life) {
        starts++;
        if (down) {
            throw new IllegalStateException("started on the way down");
        }
        if (life.hasStarted()) {
            restarts.add(life.starting(time));
        } else {
            life.starting(time);
        }
    }

    private void takeExit(String name, int pid, int code) {
        exitsByCode.merge(code, 1, Integer::sum);
        if (ours(name)) {
            running.remove(pid);
            var life = life(name);
            life.exited(time, pid, code, down);
            forget(name, life);
        } else if (!down) {
            throw new IllegalStateException("ended too early");
        }
    }

    private void forget(String name, ChurnLife life) {
        if (life.complete()) {
            lives.remove(name);
        }
    }

    private void takeWorker(int pid, String text) {
        var own = OWN.matcher(text);
        if (own.matches()) {
            var more = own.group(3) == null ? "" : own.group(3);
            takeOwn(pid, own.group(1), own.group(2), more);
        } else if (running.containsKey(pid)) {
            running.get(pid).says(text);
        } else if (!down) {
            throw new IllegalStateException("nobody of that PID runs");
        }
    }

    private void takeOwn(int pid, String name, String verb, String more) {
        switch (verb) {
            case "plan" -> takePlan(more.split(" "));
            case "accepted" -> {
                life(more).accepted();
                forget(more, life(more));
            }
            case "enters" -> takeEntry(pid, name);
            case "leaves" -> {
                var codeAndWords = (more + " ").split(" ", 2);
                life(name).leaves(time, number(codeAndWords[0]), codeAndWords[1].strip());
            }
            case "quiet" -> {
                quiets++;
                if (!lives.isEmpty()) {
                    throw new IllegalStateException("still there: " + lives);
                }
            }
            default -> throw new IllegalStateException("refused, with slots left");
        }
    }

    private void takePlan(String... nameCodesRestart) {
        var codes = Stream.of(nameCodesRestart[1].split(",")).map(ChurnReplay::number).toList();
        var restart = Duration.ofSeconds(number(nameCodesRestart[2]));
        if (lives.put(nameCodesRestart[0], new ChurnLife(codes, restart)) != null) {
            throw new IllegalStateException("planned twice");
        }
    }

    private void takeEntry(int pid, String name) {
        if (pids.get(pid)) {
            throw new IllegalStateException("a PID was given twice");
        }
        pids.set(pid);
        running.put(pid, life(name));
        life(name).enters(pid);
    }

    /** Not the host's own, and not the one that registers. */
    private static boolean ours(String name) {
        return name.matches("w\\d+c?");
    }

    private ChurnLife life(String name) {
        var life = lives.get(name);
        if (life == null) {
            throw new IllegalStateException("not planned, or over");
        }
        return life;
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    /** How often all workers have ended. */
    int quiets() {
        return quiets;
    }

    /** Those of whom something is still to come. */
    Map<String, ChurnLife> open() {
        return lives;
    }

    /** All that did not fit, once the host has ended. */
    List<String> problems() {
        lives.forEach((name, life) -> {
            if (life.runs()) {
                problem("no exit of " + name + ": " + life);
            }
        });
        return problems;
    }

    /** The latest restart, after it was due. */
    Duration latest() {
        return restarts.latest;
    }

    /** How many are registered now. */
    int registered() {
        return registered;
    }

    /** Registered and running now, and starts up to now, in columns. */
    String row() {
        return "%10d %7d %7d".formatted(registered, running.size(), starts);
    }

    @Override
    public String toString() {
        return "%d registrations, %d starts, %d of them restarts (the latest %d ms after it was due), exits by code %s, %d slow threads"
                .formatted(
                        registrations,
                        starts,
                        restarts.count,
                        restarts.latest.toMillis(),
                        exitsByCode,
                        slowThreads);
    }
}
