package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Lists the segments of shared memory. */
public final class ShmemCommand extends RemoteCommand {
    /** For one line of words. */
    public ShmemCommand() {
        super("Lists the segments of shared memory.", "Example: bgworker shmem");
    }

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
