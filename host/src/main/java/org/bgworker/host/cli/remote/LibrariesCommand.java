package org.bgworker.host.cli.remote;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Lists the libraries and their states. */
public final class LibrariesCommand extends RemoteCommand {
    /** For one line of words. */
    public LibrariesCommand() {
        super("Lists the libraries and their states.", "Example: bgworker libraries");
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var all = Trees.maps(host.get("/v1/libraries"));
        if (!printed(all)) {
            var table = new Table("NAME", "VERSION", "STATE", "WORKERS", "ENTRY", "REASON");
            all.forEach(one ->
                    table.row(
                            Trees.text(one, "name"),
                            Trees.text(one, "version"),
                            Trees.text(one, "state"),
                            workers(one),
                            Trees.text(one, "entry"),
                            Trees.text(one, "reason")));
            table.print(screen());
        }
        return Exit.DONE;
    }

    private static String workers(Map<String, Object> library) {
        return library.get("workers") instanceof List<?> names
                ? names.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : "";
    }
}
