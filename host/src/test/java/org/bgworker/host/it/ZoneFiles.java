package org.bgworker.host.it;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bgworker.host.testing.Clerk;

/** Files for {@code file_ingest}, what is to be found of them in its tables, and what is. */
final class ZoneFiles {
    /** Asks for what was loaded whole: name, good rows, rejected ones. */
    static final String LOADED =
            """
            select f.name,
              (select count(*) from zone_transition t where t.sha256 = f.sha256),
              (select count(*) from zone_transition_reject r where r.sha256 = f.sha256)
            from ingested_file f where f.complete
            """;

    private static final String HEADER = "zone,starts_at,offset_seconds,abbreviation,note\n";

    private final Path incoming;
    private final Random random;
    private final List<Integer> sizes;
    private final Map<String, Counts> expected = new TreeMap<>();

    /** Good rows and rejected ones. */
    record Counts(long rows, long rejects) {}

    /**
     * Drops nothing yet.
     *
     * @param sizes how many rows a file may have
     */
    ZoneFiles(Path incoming, Random random, List<Integer> sizes) {
        this.incoming = incoming;
        this.random = random;
        this.sizes = sizes;
    }

    /** Drops a file of one of a few sizes; it is on the disk by then. */
    void drop(String name) throws IOException {
        int rows = sizes.get(random.nextInt(sizes.size()));
        int rejects = 1 + random.nextInt(5);
        var zone = "Soak/" + name.replace(".csv", "");
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < rows; i++) {
            text.append("%s,2026-01-01T00:00:00Z,%d,SOAK,row %d\n".formatted(zone, i % 3600, i));
            if (i < rejects) {
                text.append("%s,never,%d,SOAK,bad row %d\n".formatted(zone, i, i));
            }
        }
        var part = Files.writeString(incoming.resolve(name + ".part"), text);
        sync(part);
        Files.move(part, incoming.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        sync(incoming);
        expected.put(name, new Counts(rows, rejects));
    }

    private static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** What was dropped, by name. */
    Map<String, Counts> expected() {
        return expected;
    }

    /** What was loaded whole, by name. */
    static Map<String, Counts> found(Connection connection) throws SQLException {
        var found = new TreeMap<String, Counts>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(LOADED)) {
            while (rows.next()) {
                found.put(rows.getString(1), new Counts(rows.getLong(2), rows.getLong(3)));
            }
        }
        return found;
    }

    /** The same, from a {@link Clerk}'s answer. */
    static Map<String, Counts> loaded(String answer) {
        var found = new TreeMap<String, Counts>();
        for (var row : answer.isEmpty() ? new String[0] : answer.split("/", -1)) {
            var columns = row.split("\\|", -1);
            found.put(
                    columns[0], new Counts(Long.parseLong(columns[1]), Long.parseLong(columns[2])));
        }
        return found;
    }

    /** How many have been moved away as loaded. */
    long done() throws IOException {
        try (Stream<Path> files = Files.list(incoming.resolve("done"))) {
            return files.count();
        }
    }

    /** How many have been dropped, and not been moved away. */
    long left() throws IOException {
        return expected.size() - done();
    }

    @Override
    public String toString() {
        return "%d files, %d rows, %d rejects"
                .formatted(
                        expected.size(),
                        expected.values().stream().mapToLong(Counts::rows).sum(),
                        expected.values().stream().mapToLong(Counts::rejects).sum());
    }
}
