package org.bgworker.host.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bgworker.host.testing.Workers;

/**
 * Workers that write numbered transactions of a fixed number of rows. Started again, each first
 * says what it finds: {@code found ROWS rows in TRANSACTIONS after BASE up to LAST, PARTIAL
 * partial}.
 */
final class KilledWriters {
    /** How many rows a transaction of each has. */
    static final Map<String, Integer> SIZES = Map.of("large", 20_000, "small1", 500, "small2", 500);

    private static final int STATEMENTS = 10;

    private static final Pattern SAID = Pattern.compile("(\\w+): (?:first )?acknowledged (\\d+)");
    private static final Pattern FOUND =
            Pattern.compile(
                    "(\\w+): found (\\d+) rows in (\\d+) after (\\d+) up to (\\d+), (\\d+) partial");

    private static final String BODY =
            """
            var connection = worker.initializeConnection();
            var statement = connection.createStatement();
            statement.execute("create table if not exists NAME (tx integer, n integer)");
            statement.execute("create table if not exists NAME_base (tx integer)");
            statement.execute("insert into NAME_base select 0 where not exists (select from NAME_base)");
            int last;
            try (var rows = statement.executeQuery(\"""
                    with whole as (select tx, count(*) as many, count(distinct n) as different from NAME group by tx)
                    select coalesce(sum(many), 0), count(*), (select tx from NAME_base),
                        coalesce(max(tx), (select tx from NAME_base)),
                        count(*) filter (where many <> SIZE or different <> SIZE)
                    from whole\""")) {
                rows.next();
                last = rows.getInt(4);
                say("found %d rows in %d after %d up to %d, %d partial"
                        .formatted(rows.getLong(1), rows.getLong(2), rows.getLong(3), last, rows.getLong(5)));
            }
            connection.setAutoCommit(false);
            statement.execute("truncate NAME");
            statement.execute("update NAME_base set tx = " + last);
            connection.commit();
            var insert = connection.prepareStatement("insert into NAME select ?, generate_series(?, ?)");
            for (int tx = last + 1; ; tx++) {
                for (int n = 0; n < SIZE; n += PART) {
                    insert.setInt(1, tx);
                    insert.setInt(2, n + 1);
                    insert.setInt(3, n + PART);
                    insert.execute();
                }
                connection.commit();
                say((tx == last + 1 ? "first " : "") + "acknowledged " + tx);
                worker.checkForInterrupts();
            }
            """;

    private final Map<String, Long> acknowledged = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long total;

    /** Puts their library into a modules directory. */
    static void in(Path modules) {
        var library = Workers.of("com.acme.writers");
        SIZES.forEach((name, size) ->
                library.worker(
                        name,
                        Workers.CONNECTED + Workers.RESTARTED,
                        BODY.replace("NAME", name)
                                .replace("SIZE", size.toString())
                                .replace("PART", Integer.toString(size / STATEMENTS))));
        library.jar(modules.resolve("writers.jar"));
    }

    /** Compares what a host's writers have found with what has been acknowledged before. */
    void hear(List<String> log) {
        for (var line : log) {
            var said = SAID.matcher(line);
            var found = FOUND.matcher(line);
            if (said.find()) {
                acknowledged.put(said.group(1), Long.valueOf(said.group(2)));
                total++;
            } else if (found.find()) {
                var name = found.group(1);
                long size = SIZES.getOrDefault(name, 0);
                long rows = Long.parseLong(found.group(2));
                long count = Long.parseLong(found.group(3));
                long base = Long.parseLong(found.group(4));
                long last = Long.parseLong(found.group(5));
                if (last < acknowledged.getOrDefault(name, 0L)
                        || count != last - base
                        || rows != count * size
                        || !found.group(6).equals("0")) {
                    faults.add(acknowledged + " were acknowledged: " + line);
                }
            }
        }
    }

    /** Finds that do not fit what was acknowledged; none if nothing was lost, or partly done. */
    List<String> faults() {
        return faults;
    }

    /** How many transactions have been acknowledged. */
    long total() {
        return total;
    }
}
