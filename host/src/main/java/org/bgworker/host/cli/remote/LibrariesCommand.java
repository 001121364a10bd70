package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;

/** Lists the libraries and their states. */
@Command(
        name = "libraries",
        description = "Lists the libraries and their states.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker libraries"})
public final class LibrariesCommand extends RemoteCommand {
    /** Called by picocli. */
    public LibrariesCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var all = Trees.maps(host.get("/v1/libraries"));
        if (!printed(all)) {
            var table = new Table("NAME", "VERSION", "STATE", "ENTRY", "REASON");
            all.forEach(one ->
                    table.row(
                            Trees.text(one, "name"),
                            Trees.text(one, "version"),
                            Trees.text(one, "state"),
                            Trees.text(one, "entry"),
                            Trees.text(one, "reason")));
            table.print(screen());
        }
        return Exit.DONE;
    }
}
