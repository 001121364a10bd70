package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a {@link PostgresServer} shall be like before it starts. */
public final class PostgresServerBuilder {

    private final Map<String, String> settings = new LinkedHashMap<>();
    private Optional<String> password = Optional.empty();
    private Optional<Certificate> certificate = Optional.empty();
    private Optional<Path> parent = Optional.empty();
    private boolean standby;

    PostgresServerBuilder() {
        setting("listen_addresses", "127.0.0.1");
        setting("unix_socket_directories", "");
        setting("dynamic_shared_memory_type", "mmap");
        setting("fsync", "off");
        setting("wal_keep_size", "1GB"); // for standbys that come later
    }

    /** Everyone, {@code postgres} first, has to give a password (scram-sha-256). */
    public PostgresServerBuilder password(String value) {
        password = Optional.of(value);
        return this;
    }

    /** In recovery and read-only until promoted, without a primary to follow. */
    public PostgresServerBuilder standby() {
        standby = true;
        return this;
    }

    /** In recovery and read-only until promoted, and streams from a primary. */
    public PostgresServerBuilder standbyOf(PostgresServer primary) {
        return standby().setting("primary_conninfo", primary.conninfo());
    }

    /** Has its data in a directory that everybody may enter. */
    public PostgresServerBuilder in(Path folder) {
        parent = Optional.of(folder);
        return this;
    }

    /** Survives even a crash of the machine; without, only one of the server. */
    public PostgresServerBuilder durable() {
        return setting("fsync", "on");
    }

    /** Offers encrypted sessions. */
    public PostgresServerBuilder tls(Certificate shown) {
        certificate = Optional.of(shown);
        return setting("ssl", "on");
    }

    /** A line of {@code postgresql.conf}, so {@code alter system} still overrides it. */
    public PostgresServerBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    public PostgresServer start() {
        var installation = PostgresInstallation.get();
        try {
            Path directory = installation.newCluster(parent.orElse(installation.home()));
            Path data = directory.resolve("data");
            configure(data);
            if (password.isPresent()) {
                requirePassword(installation, data, password.get());
            }
            if (standby) {
                installation.launcher().run("touch", data.resolve("standby.signal"));
            }
            if (certificate.isPresent()) {
                copyAsOwn(
                        installation, certificate.get().certificate(), data.resolve("server.crt"));
                copyAsOwn(installation, certificate.get().key(), data.resolve("server.key"));
            }
            installation.launcher().run("mkfifo", directory.resolve("log"));
            return new PostgresServer(installation, directory, password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void configure(Path data) throws IOException {
        var lines =
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + quote(entry.getValue()))
                        .collect(Collectors.joining("\n", "\n", "\n"));
        Files.writeString(data.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    /** The server takes a key only that belongs to it, and that nobody else may read. */
    private static void copyAsOwn(PostgresInstallation installation, Path from, Path to)
            throws IOException {
        var launcher = installation.launcher();
        launcher.runWithInput(Files.readString(from), "sh", "-c", "umask 077 && cat > \"$0\"", to);
    }

    private static void requirePassword(
            PostgresInstallation installation, Path data, String password) throws IOException {
        installation
                .launcher()
                .runWithInput(
                        "alter user postgres password " + quote(password) + "\n",
                        installation.program("postgres"),
                        "--single",
                        "-D",
                        data,
                        "postgres");
        Files.writeString(
                data.resolve("pg_hba.conf"),
                """
                host all all 127.0.0.1/32 scram-sha-256
                host replication all 127.0.0.1/32 scram-sha-256
                """);
    }

    private static String quote(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
