package org.bgworker.host.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bgworker.host.testing.Clerk;
import org.bgworker.host.testing.HostProcess;

/**
 * What is on a disk after its power was cut.
 *
 * @param folders of {@code file_ingest}
 * @param audits the permissions
 * @param loaded what was loaded whole, by file
 * @param numbers of what else was written
 */
record Found(
        Folders folders, Audits audits, Map<String, ZoneFiles.Counts> loaded, Numbers numbers) {
    /**
     * The names of files.
     *
     * @param waiting in the folder that is watched
     * @param done in the one that they are moved to
     */
    record Folders(Set<String> waiting, Set<String> done) {
        private static Folders of(Path incoming) throws IOException {
            return new Folders(names(incoming), names(incoming.resolve("done")));
        }
    }

    /**
     * What {@code bgworker audit} has written.
     *
     * @param list of audited modules
     * @param reviews the size of each that is kept
     */
    record Audits(String list, List<Long> reviews) {
        private static Audits in(Path data) throws IOException {
            var list = data.resolve("audited_modules");
            return new Audits(
                    Files.exists(list) ? Files.readString(list) : "",
                    sizes(data.resolve("audits")));
        }
    }

    /** Numbers by their columns. */
    record Numbers(List<Long> all) {
        private static final String QUERY =
                """
                select
                  (select coalesce(max(n), 0) from ledger),
                  (select count(*) from ledger),
                  (select coalesce(sum(value), 0) from ledger),
                  (select sum(value) from schema1.counted where type = 'total'),
                  (select coalesce(sum(value), 0) from schema1.counted where type = 'delta'),
                  (select count(*) from tick),
                  (select count(*) from scheduler.job_run where status = 'succeeded')
                """;

        private static Numbers of(String answer) {
            return new Numbers(Stream.of(answer.split("\\|", -1)).map(Long::valueOf).toList());
        }

        /** The last number of the ledger. */
        long ledger() {
            return all.get(0);
        }

        /** How many rows the ledger has. */
        long ledgerRows() {
            return all.get(1);
        }

        /** The sum of the ledger's values. */
        long ledgerSum() {
            return all.get(2);
        }

        /** The deltas that {@code worker_spi} has added up. */
        long total() {
            return all.get(3);
        }

        /** The sum of those that it has not. */
        long deltas() {
            return all.get(4);
        }

        /** How many rows the job has written. */
        long ticks() {
            return all.get(5);
        }

        /** How many of its runs are recorded as succeeded. */
        long runs() {
            return all.get(6);
        }
    }

    /** Looks with a host that does nothing else. */
    static Found by(HostProcess host, Clerk clerk, Path data, Path incoming) throws IOException {
        host.await("clerk: ready");
        return new Found(
                Folders.of(incoming),
                Audits.in(data),
                ZoneFiles.loaded(clerk.ask(host, ZoneFiles.LOADED)),
                Numbers.of(clerk.ask(host, Numbers.QUERY)));
    }

    private static Set<String> names(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.csv")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private static List<Long> sizes(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .map(file -> file.toFile().length())
                    .toList();
        }
    }
}
