package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.bgworker.host.testing.Workers.RESTARTED;

import java.nio.file.Path;
import org.bgworker.host.testing.Workers;

/** A library with a worker that counts its starts in a table, and one that needs no session. */
final class CountingLibrary {
    private static final String STAYS =
            "while (true) { worker.latch().await(); worker.latch().reset(); }";

    /** Stays, and fails with its session. */
    private static final String COUNTS =
            """
            var statement = worker.initializeConnection().createStatement();
            statement.execute("create table if not exists starts (n int)");
            statement.execute("insert into starts values (1)");
            try (var rows = statement.executeQuery("select count(*), current_user, version() from starts")) {
                rows.next();
                say("start " + rows.getInt(1) + " of " + rows.getString(2) + " on " + rows.getString(3));
            }
            while (true) {
                worker.latch().await(Duration.ofMillis(50));
                worker.latch().reset();
                statement.execute("select 1");
            }
            """;

    private CountingLibrary() {}

    /** Drops it into a modules directory. */
    static void in(Path modules) {
        Workers.of("com.acme.counts")
                .worker("counts", CONNECTED + RESTARTED, COUNTS)
                .worker("plain", "say(\"runs\"); " + STAYS)
                .jar(modules.resolve("counts.jar"));
    }
}
