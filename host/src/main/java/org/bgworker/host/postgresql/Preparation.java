package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;

/**
 * What must be there before a server can be started: somebody to run it, programs, and a data
 * directory.
 *
 * @param user whom to run it as, if not as this process's user
 * @param binaries its programs
 * @param tools that help to start it
 */
record Preparation(Optional<ServerUser> user, Binaries binaries, Tools tools) {
    /** Older ones leave their current directory, and come back by its path. */
    private static final int ENTERS_BY_DESCRIPTOR = 16;

    private static final String NO_NAME = "could not look up effective user ID";

    /** Does what is missing; a data directory is made where there is none. */
    static Preparation of(ServerOptions options, ServerDirectory directory)
            throws ReportException, InterruptedException {
        try {
            var user = user(options, directory);
            var binaries =
                    new BinarySearch(options.home(), bundled(options), user)
                            .find(directory.major());
            if (user.isPresent() && binaries.major() < ENTERS_BY_DESCRIPTOR) {
                user.orElseThrow().requireEntry(directory.path().resolveSibling(""), binaries);
            }
            var done = new Preparation(user, binaries, Tools.probe());
            if (!directory.exists()) {
                done.makeDirectory(options, directory);
            }
            return done;
        } catch (IOException failed) {
            throw new ReportException(
                    "could not prepare the private server",
                    "%s.".formatted(FileFailure.reason(failed)),
                    "");
        }
    }

    private static Path bundled(ServerOptions options)
            throws ReportException, InterruptedException {
        return Files.exists(options.bundled()) || !options.home().toString().isEmpty()
                ? options.bundled()
                : ApplicationBinaries.in(options.data()).orElse(options.bundled());
    }

    /** The owner of the data directory, always; for a new one, whom the settings name. */
    private static Optional<ServerUser> user(ServerOptions options, ServerDirectory directory)
            throws ReportException, IOException, InterruptedException {
        if (ServerUser.own() != 0) {
            return Optional.empty();
        }
        var user = directory.exists() ? ServerUser.owner(directory.path()) : named(options.user());
        if (user.uid() == 0) {
            throw new ReportException(
                    "the private server cannot be run as root",
                    directory.exists()
                            ? "Its data directory \"%s\" belongs to root."
                                    .formatted(directory.path())
                            : "The setting \"postgresql_user\" names root.",
                    "Name another user with \"postgresql_user\", or change the directory's owner.");
        }
        user.require();
        return Optional.of(user);
    }

    private static ServerUser named(String name)
            throws ReportException, IOException, InterruptedException {
        if (!name.isEmpty()) {
            return ServerUser.named(name)
                    .orElseThrow(() ->
                            new ReportException(
                                    "invalid value for parameter \"postgresql_user\": \"%s\""
                                            .formatted(name),
                                    "There is no such user.",
                                    ""));
        }
        var usual = ServerUser.named("postgres");
        if (usual.isPresent()) {
            return usual.orElseThrow();
        }
        var nobody =
                ServerUser.named("nobody")
                        .orElseThrow(() ->
                                new ReportException(
                                        "no user found to run the private server",
                                        "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.",
                                        "Name one with the setting \"postgresql_user\"."));
        Log.write(
                new Report(
                        Severity.WARNING,
                        "the private server runs as user nobody",
                        "PostgreSQL refuses to run as root, and there is no user postgres. Other programs that run as nobody can read and change its data.",
                        "Create a user postgres, or name another with the setting \"postgresql_user\"."));
        return nobody;
    }

    /** Under a name of its own until it is whole, for {@code initdb} may be killed. */
    private void makeDirectory(ServerOptions options, ServerDirectory directory)
            throws ReportException, IOException, InterruptedException {
        Log.write(
                Report.of(
                        Severity.LOG,
                        "creating data directory \"%s\" with PostgreSQL %s"
                                .formatted(directory.path(), binaries.version())));
        var unfinished = directory.prepare(user);
        var made = Program.run(unfinished, command(directory, ServerOptions.initdb(binaries)));
        if (made.output().contains(NO_NAME)) {
            unpackTemplate(options.bundled().resolveSibling("template.tar.gz"), directory);
        } else if (!made.succeeded()) {
            throw new ReportException(
                    "could not create data directory \"%s\"".formatted(directory.path()),
                    made.exitCode() == Tools.LOCKED
                            ? "Another process is still working on it."
                            : made.output(),
                    "");
        }
        directory.publish();
    }

    private List<String> command(ServerDirectory directory, List<String> program) {
        return tools.command(directory.lockFile().toString(), user, ":", program);
    }

    /** For a user that has no name, as in a container, and for whom {@code initdb} fails. */
    private void unpackTemplate(Path template, ServerDirectory directory)
            throws ReportException, IOException, InterruptedException {
        if (!Files.isReadable(template)) {
            throw new ReportException(
                    "could not create data directory \"%s\"".formatted(directory.path()),
                    "This process's user has no name, and this distribution holds no template for such users.",
                    "Add the user to /etc/passwd, or run the host as another one.");
        }
        var unfinished = directory.prepare(user);
        var script = "tar -xzf \"$1\" && chmod 700 . && sync";
        var unpacked =
                Program.run(
                        unfinished,
                        command(directory, List.of("sh", "-c", script, "sh", template.toString())));
        if (!unpacked.succeeded()) {
            throw new ReportException(
                    "could not create data directory \"%s\"".formatted(directory.path()),
                    unpacked.output(),
                    "");
        }
    }
}
