package org.bgworker.host.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.server.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a host in the foreground. */
@Command(
        name = "run",
        description = "Runs the host in the foreground, its log on standard error.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "SIGTERM shuts down smartly: sessions may end first; then workers are asked to end.",
            "SIGINT (Ctrl-C) asks workers to end now; a second one ends the host at once.",
            "SIGHUP reads the settings again.",
            "",
            "Example: bgworker run --modules modules-out --data data -c worker_spi.naptime=1s"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin private final HostWords words = new HostWords();

    @Override
    public Integer call() throws InterruptedException {
        var started = new CompletableFuture<Host>();
        // from the beginning on: unheard, it would end the process
        Signals.on(
                "HUP",
                () -> {
                    var _ = started.thenAccept(Host::reload);
                });
        Host host;
        try {
            host = Host.start(words.options());
        } catch (ReportException refused) {
            Log.write(refused.report());
            return Exit.FAILED;
        }
        listen(host);
        started.complete(host);
        try {
            host.stopped().get();
            return Exit.DONE;
        } catch (ExecutionException broken) {
            return Exit.FAILED; // the postmaster has said why
        }
    }

    private static void listen(Host host) {
        var interrupted = new AtomicBoolean();
        Signals.on("TERM", () -> host.shutdown(ShutdownMode.SMART));
        Signals.on(
                "INT",
                () ->
                        host.shutdown(
                                interrupted.getAndSet(true)
                                        ? ShutdownMode.IMMEDIATE
                                        : ShutdownMode.FAST));
    }
}
