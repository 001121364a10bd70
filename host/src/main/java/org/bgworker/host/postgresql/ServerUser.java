package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.report.ReportException;

/**
 * Whom a host that runs as root runs the server as: PostgreSQL refuses root.
 *
 * @param uid of the user
 * @param gid of its group
 */
record ServerUser(int uid, int gid) {
    private static final Path SELF = Path.of("/proc/self");
    private static final String UID = "unix:uid";
    private static final String GID = "unix:gid";

    /** The user of this process. */
    static int own() throws IOException, InterruptedException {
        return Files.exists(SELF)
                ? (int) Files.getAttribute(SELF, UID)
                : Integer.parseInt(Program.run(List.of("id", "-u")).output());
    }

    /** Whom a file belongs to. */
    static ServerUser owner(Path file) throws IOException {
        return new ServerUser(
                (int) Files.getAttribute(file, UID), (int) Files.getAttribute(file, GID));
    }

    /** The user with a name, if there is one. */
    static Optional<ServerUser> named(String name) throws IOException, InterruptedException {
        var uid = Program.run(List.of("id", "-u", name));
        var gid = Program.run(List.of("id", "-g", name));
        return uid.succeeded() && gid.succeeded()
                ? Optional.of(
                        new ServerUser(
                                Integer.parseInt(uid.output()), Integer.parseInt(gid.output())))
                : Optional.empty();
    }

    /** The options of {@code setpriv}. */
    List<String> options() {
        return List.of(
                "--reuid",
                Integer.toString(uid),
                "--regid",
                Integer.toString(gid),
                "--clear-groups");
    }

    /**
     * Finds out whether this process may become this user.
     *
     * @throws ReportException if not
     */
    void require() throws ReportException, IOException, InterruptedException {
        var command = new ArrayList<>(List.of("setpriv"));
        command.addAll(options());
        command.add("true");
        var tried = Program.run(command);
        if (!tried.succeeded()) {
            throw new ReportException(
                    "could not become user %d to run the private server".formatted(uid),
                    "PostgreSQL refuses to run as root. %s.".formatted(tried.output()),
                    "Give the host the capabilities CAP_SETUID, CAP_SETGID, CAP_CHOWN, CAP_DAC_OVERRIDE and CAP_KILL and util-linux's setpriv, run it as another user, or name a server with \"database_url\".");
        }
    }

    /**
     * Finds out whether this user may enter a directory.
     *
     * @throws ReportException if not
     */
    void requireEntry(Path directory, Binaries binaries)
            throws ReportException, IOException, InterruptedException {
        var command = new ArrayList<>(List.of("setpriv"));
        command.addAll(options());
        command.addAll(List.of("sh", "-c", "cd \"$1\"", "sh", directory.toString()));
        if (!Program.run(command).succeeded()) {
            throw new ReportException(
                    "user %d cannot enter \"%s\"".formatted(uid, directory),
                    "The host runs as root, and PostgreSQL %s must be able to enter the directories above its data; versions from 16 on need not."
                            .formatted(binaries.version()),
                    "Let its group enter: chgrp %d %s; chmod 710 %s. Or use a later version."
                            .formatted(gid, directory, directory));
        }
    }

    /** Has a file belong to this user. */
    void own(Path file) throws IOException {
        Files.setAttribute(file, GID, gid);
        Files.setAttribute(file, UID, uid);
    }
}
