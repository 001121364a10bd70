package org.bgworker.host.cli.remote;

import java.util.List;
import java.util.Map;
import org.bgworker.host.cli.Screen;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/**
 * What differs between the files and a host that runs.
 *
 * @param tree as the host has answered
 */
record Plan(Map<String, Object> tree) {
    static Plan ask(HostClient host) throws ReportException {
        return new Plan(Trees.map(host.get("/v1/plan")));
    }

    /** Prints it for a command, and gives its exit code. */
    int print(RemoteCommand command) {
        var settings = Trees.maps(tree.getOrDefault("settings", List.of()));
        var libraries = Trees.maps(tree.getOrDefault("libraries", List.of()));
        var problems = Problems.of(tree);
        if (!command.printed(tree)) {
            var screen = command.screen();
            settings.forEach(one -> setting(screen, one));
            libraries.forEach(one -> library(screen, one));
            problems.print(screen);
        }
        return PlanCommand.code(!problems.isEmpty(), !settings.isEmpty() || !libraries.isEmpty());
    }

    private static void setting(Screen screen, Map<String, Object> one) {
        screen.line(
                "setting  "
                        + Trees.text(one, "name")
                        + ": "
                        + Trees.text(one, "from")
                        + " -> "
                        + Trees.text(one, "to")
                        + (Boolean.TRUE.equals(one.get("restart")) ? ", after a restart" : "")
                        + " ("
                        + Trees.text(one, "source")
                        + ")");
    }

    private static void library(Screen screen, Map<String, Object> one) {
        screen.line(
                "library  "
                        + Trees.text(one, "entry")
                        + ": "
                        + Trees.text(one, "state")
                        + ", "
                        + Trees.text(one, "reason"));
    }
}
