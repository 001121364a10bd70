package org.bgworker.host.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Happening;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.host.server.Host;

/**
 * Tells systemd how the host is, where systemd has asked for it ({@code sd_notify}): ready, which
 * state, stopping, and that the postmaster still answers.
 */
final class Systemd {
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final Host host;
    private final NotifySocket socket;
    private final Duration beat;
    private final boolean watched;

    private Systemd(Host host, NotifySocket socket, Optional<Duration> watchdog) {
        this.host = host;
        this.socket = socket;
        this.beat = watchdog.map(limit -> Duration.ofNanos(limit.toNanos() / 3)).orElse(BEAT);
        this.watched = watchdog.isPresent();
    }

    /** Begins to tell of a host that serves, if anybody listens. */
    static void follow(Host host) {
        var socket = System.getenv("NOTIFY_SOCKET");
        if (socket != null && !socket.isEmpty()) {
            var systemd = new Systemd(host, new NotifySocket(socket), watchdog());
            Thread.ofPlatform().daemon().name("systemd").start(systemd::run);
        }
    }

    private static Optional<Duration> watchdog() {
        var pid = System.getenv().getOrDefault("WATCHDOG_PID", "");
        var micros = System.getenv().getOrDefault("WATCHDOG_USEC", "");
        boolean ours = pid.isEmpty() || pid.equals(Long.toString(ProcessHandle.current().pid()));
        return ours && micros.matches("[1-9]\\d{0,17}")
                ? Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), 1000L)))
                : Optional.empty();
    }

    private void run() {
        try {
            tell("READY=1");
            for (long last = 0; !host.stopped().isDone(); ) {
                for (var news : host.journal().recent().await(last, beat)) {
                    last = news.number();
                    if (news.thing().happening() instanceof Happening.ServerIs(var state)) {
                        var word = state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                        tell((state.stopping() ? "STOPPING=1\n" : "") + "STATUS=" + word);
                    }
                }
                if (watched && answers()) {
                    tell("WATCHDOG=1");
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the postmaster does, within a beat. */
    private boolean answers() throws InterruptedException {
        try {
            var _ = host.snapshot().get(beat.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException late) {
            return false;
        }
    }

    private void tell(String what) {
        try {
            socket.send(what);
        } catch (IOException failed) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "could not notify systemd",
                            "%s.".formatted(failed.getMessage()),
                            ""));
        }
    }
}
