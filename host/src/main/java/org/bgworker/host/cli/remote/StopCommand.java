package org.bgworker.host.cli.remote;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.HostUnavailableException;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the host. */
@Command(
        name = "stop",
        description = "Stops the host, and waits until it has stopped.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "smart: sessions that are no workers may end first; then as fast.",
            "fast: workers are asked to end. immediate: nobody is asked.",
            "Exits with 124 if the host has not stopped in time; it may still do so.",
            "",
            "Example: bgworker stop -m smart -t 30"
        })
public final class StopCommand extends RemoteCommand {
    private static final int LOOKS_PER_SECOND = 20;

    @Option(
            names = {"-m", "--mode"},
            paramLabel = "smart|fast|immediate",
            defaultValue = "fast",
            description = "How (default: ${DEFAULT-VALUE}).")
    private String mode = "fast";

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private long seconds;

    /** Called by picocli. */
    public StopCommand() {}

    @Override
    int ask(HostClient host) throws ReportException, InterruptedException {
        var _ = printed(host.post("/v1/shutdown", Map.of("mode", mode)));
        for (long looks = seconds * LOOKS_PER_SECOND; runs(host); looks--) {
            if (looks <= 0) {
                return Exit.TIMEOUT;
            }
            TimeUnit.MILLISECONDS.sleep(1000 / LOOKS_PER_SECOND);
        }
        return Exit.DONE;
    }

    private static boolean runs(HostClient host) throws ReportException {
        try {
            var _ = host.get("/v1/status");
            return true;
        } catch (HostUnavailableException _) {
            return false;
        }
    }
}
