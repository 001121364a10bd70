package org.bgworker.host.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bgworker.host.admin.AdminServer;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.report.ReportException;
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
        host.snapshot().join();
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
        on(
                "INT",
                started,
                host ->
                        host.shutdown(
                                interrupted.getAndSet(true)
                                        ? ShutdownMode.IMMEDIATE
                                        : ShutdownMode.FAST));
    }

    private static void on(String signal, CompletableFuture<Host> started, Consumer<Host> action) {
        Signals.on(
                signal,
                () -> {
                    var _ = started.thenAccept(action);
                });
    }
}
