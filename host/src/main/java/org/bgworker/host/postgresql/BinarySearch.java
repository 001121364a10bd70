package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bgworker.host.postgresql.Binaries.Unusable;
import org.bgworker.host.postgresql.Binaries.Usable;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/**
 * Finds PostgreSQL's programs. A data directory is opened by its own major version only; a new one
 * is made by the major version of the distribution, installed on the machine or bundled, else by
 * the newest that is installed.
 */
final class BinarySearch {
    /** The oldest major version that the host works with. */
    static final int OLDEST = 15;

    private static final List<String> PARENTS =
            List.of("/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt");
    private static final Pattern NUMBERED = Pattern.compile("(?:pgsql-|postgresql@)?(\\d+)");

    private final Path home;
    private final Path bundled;
    private final Optional<ServerUser> user;
    private final List<String> tried = new ArrayList<>();

    /**
     * Looks nowhere yet.
     *
     * @param home an installation that is to be used and no other; empty for none
     * @param bundled the directory of the distribution's own programs, which may be absent
     * @param user who must be able to run them, if not this process's user
     */
    BinarySearch(Path home, Path bundled, Optional<ServerUser> user) {
        this.home = home;
        this.bundled = bundled;
        this.user = user;
    }

    /**
     * Finds them.
     *
     * @param wanted the major version of the data directory; empty if it is still to be made
     * @throws ReportException if there are none
     */
    Binaries find(Optional<Integer> wanted) throws ReportException, InterruptedException {
        if (!home.toString().isEmpty()) {
            return named(wanted);
        }
        var own = probe(bundled);
        var major = wanted.or(() -> own.map(Binaries::major));
        var found =
                major.flatMap(this::installed)
                        .or(() -> own.filter(one -> major.orElse(0) == one.major()))
                        .or(() -> wanted.isPresent() ? Optional.empty() : newest());
        return found.orElseThrow(() -> none(wanted));
    }

    private Binaries named(Optional<Integer> wanted) throws ReportException, InterruptedException {
        var inside = home.resolve("bin");
        var found = probe(Files.isDirectory(inside) ? inside : home);
        if (found.isEmpty()) {
            throw new ReportException(
                    "invalid value for parameter \"postgresql_home\": \"%s\"".formatted(home),
                    String.join("\n", tried),
                    "Name the directory of an installation, whose folder bin holds postgres and initdb.");
        }
        var binaries = found.orElseThrow();
        if (wanted.isPresent() && wanted.orElseThrow() != binaries.major()) {
            tried.add("\"postgresql_home\" names version %s.".formatted(binaries.version()));
            throw none(wanted);
        }
        return binaries;
    }

    private Optional<Binaries> installed(int major) {
        return installed()
                .filter(directory -> major(directory) == major)
                .flatMap(directory -> probe(directory).stream())
                .filter(one -> one.major() == major)
                .findFirst();
    }

    private Optional<Binaries> newest() {
        return installed()
                .sorted(Comparator.comparingInt(BinarySearch::major).reversed())
                .flatMap(directory -> probe(directory).stream())
                .findFirst();
    }

    /** The folders bin of the usual places, of the versions that are new enough. */
    private static Stream<Path> installed() {
        return PARENTS.stream()
                .map(Path::of)
                .flatMap(BinarySearch::numbered)
                .map(directory -> directory.resolve("bin"))
                .filter(directory -> Files.isExecutable(directory.resolve("postgres")))
                .filter(directory -> major(directory) >= OLDEST);
    }

    private static Stream<Path> numbered(Path parent) {
        try (var children = Files.list(parent)) {
            return children
                    .filter(child -> NUMBERED.matcher(child.getFileName().toString()).matches())
                    .toList()
                    .stream();
        } catch (IOException absent) {
            return Stream.of();
        }
    }

    private static int major(Path bin) {
        var number = NUMBERED.matcher(bin.resolveSibling("").getFileName().toString());
        return number.matches() ? Integer.parseInt(number.group(1)) : 0;
    }

    /** The programs of a directory, if they can be run; else why not is noted. */
    private Optional<Binaries> probe(Path directory) {
        try {
            return switch (Binaries.probe(directory, user)) {
                case Usable(var binaries) when binaries.major() >= OLDEST -> Optional.of(binaries);
                case Usable(var binaries) -> refuse(directory, "is version " + binaries.version());
                case Unusable(var reason) when user.isPresent() -> copied(directory, reason);
                case Unusable(var reason) -> refuse(directory, reason);
            };
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Of programs in a place that only root may enter, a copy is made once. */
    private Optional<Binaries> copied(Path directory, String reason) throws InterruptedException {
        if (!(Binaries.probe(directory, Optional.empty()) instanceof Usable(var ours))) {
            return refuse(directory, reason);
        }
        try {
            var copy = BinaryCopy.of(ours);
            return switch (Binaries.probe(copy, user)) {
                case Usable(var binaries) -> Optional.of(binaries);
                case Unusable(var still) -> refuse(copy, still);
            };
        } catch (IOException failed) {
            return refuse(
                    directory,
                    "%s, and no copy could be made: %s"
                            .formatted(reason, FileFailure.reason(failed)));
        }
    }

    private Optional<Binaries> refuse(Path directory, String reason) {
        tried.add("%s: %s.".formatted(directory, reason));
        return Optional.empty();
    }

    private ReportException none(Optional<Integer> wanted) {
        var places = tried.isEmpty() ? "" : "\n" + String.join("\n", tried);
        return wanted.map(major ->
                        new ReportException(
                                "no PostgreSQL %d found for the private server".formatted(major),
                                "Its data directory was made by PostgreSQL %d, and no other major version can open it.%s"
                                        .formatted(major, places),
                                """
                                Install PostgreSQL %1$d, or name an installation with the setting "postgresql_home". \
                                To move the data to another version, dump them with pg_dumpall --no-role-passwords while \
                                version %1$d runs, move the directory away, start the host and restore them with \
                                bgworker psql --admin; docs/private-server.md has the commands.\
                                """
                                        .formatted(major)))
                .orElseGet(() ->
                        new ReportException(
                                "no PostgreSQL found for the private server",
                                "Neither the distribution nor this machine has programs of PostgreSQL %d or later that run.%s"
                                        .formatted(OLDEST, places),
                                "Install PostgreSQL, or name an installation with the setting \"postgresql_home\", or a server with \"database_url\"."));
    }
}
