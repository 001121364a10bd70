package org.bgworker.host.cli.remote;

import java.util.List;
import java.util.Map;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;

/** Has the settings read again. */
@Command(
        name = "reload",
        description = "Has the host read its settings again, and tells what is wrong with them.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker reload"})
public final class ReloadCommand extends RemoteCommand {
    /** Called by picocli. */
    public ReloadCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var answer = host.post("/v1/reload", Map.of());
        if (!printed(answer) && answer.get("problems") instanceof List<?> problems) {
            problems.stream().flatMap(one -> String.valueOf(one).lines()).forEach(screen()::line);
        }
        return Exit.DONE;
    }
}
