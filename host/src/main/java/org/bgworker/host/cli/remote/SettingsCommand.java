package org.bgworker.host.cli.remote;

import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Lists the settings and where their values stand. */
public final class SettingsCommand extends RemoteCommand {
    /** For one line of words. */
    public SettingsCommand() {
        super("Lists the settings and where their values stand.", "Example: bgworker settings");
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var all = Trees.maps(host.get("/v1/settings"));
        if (!printed(all)) {
            var table = new Table("NAME", "VALUE", "SOURCE", "DEFAULT", "CHANGES AT");
            all.forEach(one ->
                    table.row(
                            Trees.text(one, "name"),
                            Trees.text(one, "value"),
                            Trees.text(one, "source"),
                            Trees.text(one, "default"),
                            Boolean.TRUE.equals(one.get("restart")) ? "restart" : "reload"));
            table.print(screen());
        }
        return Exit.DONE;
    }
}
