package org.bgworker.host.cli.remote;

import java.util.Map;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has the settings read again. */
@Command(
        name = "reload",
        description = "Has the host read its settings again, and tells what is wrong with them.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker reload --dry-run"})
public final class ReloadCommand extends RemoteCommand {
    @Option(names = "--dry-run", description = "Only shows what would change, as plan does.")
    private boolean dry;

    /** Called by picocli. */
    public ReloadCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        if (dry) {
            return Plan.ask(host).print(this);
        }
        var answer = host.post("/v1/reload", Map.of());
        if (!printed(answer)) {
            Problems.of(answer).print(screen());
        }
        return Exit.DONE;
    }
}
