package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;

/** Lists the segments of shared memory. */
@Command(
        name = "shmem",
        description = "Lists the segments of shared memory.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: bgworker shmem"})
public final class ShmemCommand extends RemoteCommand {
    /** Called by picocli. */
    public ShmemCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var all = Trees.maps(host.get("/v1/shmem"));
        if (!printed(all)) {
            var table = new Table("NAME", "SIZE");
            all.forEach(one ->
                    table.row(Trees.text(one, "name"), Words.bytes(Trees.number(one, "bytes"))));
            table.print(screen());
        }
        return Exit.DONE;
    }
}
