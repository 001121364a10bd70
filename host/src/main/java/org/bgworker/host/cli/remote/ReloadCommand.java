package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.report.ReportException;

/** Has the settings read again. */
public final class ReloadCommand extends RemoteCommand {
    private final BooleanSupplier dry =
            grammar()
                    .flag(
                            option("--dry-run")
                                    .description("Only shows what would change, as plan does."));

    /** For one line of words. */
    public ReloadCommand() {
        super(
                "Has the host read its settings again, and tells what is wrong with them.",
                "Example: bgworker reload --dry-run");
    }

    @Override
    int ask(HostClient host) throws ReportException {
        if (dry.getAsBoolean()) {
            return Plan.ask(host).print(this);
        }
        var answer = host.post("/v1/reload", Map.of());
        if (!printed(answer)) {
            Problems.of(answer).print(screen());
        }
        return Exit.DONE;
    }
}
