package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.cli.Patience;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Stops the host. */
public final class StopCommand extends RemoteCommand {
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** How. */
    enum Mode {
        SMART,
        FAST,
        IMMEDIATE
    }

    private final Supplier<Mode> mode =
            grammar()
                    .value(
                            Mode.class,
                            option("-m", "--mode")
                                    .paramLabel("smart|fast|immediate")
                                    .defaultValue("fast")
                                    .description("How (default: ${DEFAULT-VALUE})."));
    private final Patience patience = new Patience(grammar());

    /** For one line of words. */
    public StopCommand() {
        super(
                "Stops the host, and waits until it has stopped.",
                """
                smart: sessions that are no workers may end first; then as fast.
                fast: workers are asked to end. immediate: nobody is asked.
                Exits with 124 if the host has not stopped in time; it may still do so.

                Example: bgworker stop -m smart -t 30\
                """);
    }

    @Override
    int ask(HostClient host) throws ReportException, InterruptedException {
        var _ =
                printed(
                        host.post(
                                "/v1/shutdown",
                                Map.of("mode", mode.get().name().toLowerCase(Locale.ROOT))));
        var progress = new Progress();
        return patience.await(() -> !progress.told(host)) ? Exit.DONE : Exit.TIMEOUT;
    }

    /** Tells now and then who is still being waited for. */
    private final class Progress {
        private Instant next = Instant.now().plus(QUIET);

        /** Whether the host still runs. */
        boolean told(HostClient host) {
            try {
                if (Instant.now().isBefore(next)) {
                    var _ = host.get("/v1/status");
                } else {
                    next = Instant.now().plus(QUIET);
                    Trees.maps(host.get("/v1/workers")).stream()
                            .filter(one -> Trees.number(one, "pid") > 0)
                            .forEach(StopCommand.this::tell);
                }
                return true;
            } catch (ReportException gone) {
                return false;
            }
        }
    }

    private void tell(Map<String, Object> worker) {
        errors().line(
                        "waiting for \""
                                + Trees.text(worker, "name")
                                + "\" (PID "
                                + Trees.text(worker, "pid")
                                + "), "
                                + Words.stopping(worker));
    }
}
