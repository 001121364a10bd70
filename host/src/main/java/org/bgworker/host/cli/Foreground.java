package org.bgworker.host.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bgworker.host.admin.AdminServer;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.server.Host;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.server.Preparation;

/** Runs a host until it has stopped, and passes signals on to it. */
final class Foreground {
    private Foreground() {}

    /** Gives the exit code. */
    static int run(HostOptions options) throws InterruptedException {
        var started = new CompletableFuture<Host>();
        listen(started);
        Host host;
        try {
            AdminServer.check(Preparation.settings(options).values(), options.data());
            host = Host.start(options);
        } catch (ReportException refused) {
            Log.write(refused.report());
            return Exit.FAILED;
        }
        started.complete(host);
        // answered once the preloaded workers have threads, which come before the server's
        CompletableFuture.anyOf(host.snapshot(), host.stopped()).exceptionally(_ -> host).join();
        if (host.stopped().isDone()) { // by a signal that came during the start
            return host.stopped().isCompletedExceptionally() ? Exit.FAILED : Exit.DONE;
        }
        try (var _ = AdminServer.start(host, options.data())) {
            Systemd.follow(host);
            AotCache.tell();
            host.stopped().get();
            return Exit.DONE;
        } catch (ReportException refused) {
            Log.write(refused.report());
            host.shutdown(ShutdownMode.FAST);
            host.stopped().join();
            return Exit.FAILED;
        } catch (ExecutionException broken) {
            return Exit.FAILED; // the postmaster has said why
        }
    }

    /** From the beginning on, since a signal that is not handled ends the process at once. */
    private static void listen(CompletableFuture<Host> started) {
        var interrupted = new AtomicBoolean();
        on("HUP", started, Host::reload);
        on("TERM", started, host -> host.shutdown(ShutdownMode.SMART));
        Signals.on(
                "INT",
                () -> {
                    boolean again = interrupted.getAndSet(true);
                    if (again && !started.isDone()) {
                        Runtime.getRuntime().halt(Exit.INTERRUPTED);
                    }
                    var mode = again ? ShutdownMode.IMMEDIATE : ShutdownMode.FAST;
                    after(started, "INT", host -> host.shutdown(mode));
                });
    }

    private static void on(String signal, CompletableFuture<Host> started, Consumer<Host> action) {
        Signals.on(signal, () -> after(started, signal, action));
    }

    private static void after(
            CompletableFuture<Host> started, String signal, Consumer<Host> action) {
        if (!started.isDone()) {
            Log.write(
                    new Report(
                            Severity.LOG,
                            "received SIG%s while the host is starting".formatted(signal),
                            "It takes effect once the host has started.",
                            "A second SIGINT ends the process at once."));
        }
        var _ = started.thenAccept(action);
    }
}
