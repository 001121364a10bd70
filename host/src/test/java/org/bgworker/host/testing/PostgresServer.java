package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server on a free local port, with nothing installed, for one test. */
public final class PostgresServer implements AutoCloseable {

    private static final int START_ATTEMPTS = 3;
    private static final Set<PostgresServer> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(PostgresServer::close)));
    }

    private final PostgresInstallation installation;
    private final Path directory;
    private final Optional<String> password;
    private int port;
    private PostgresProcess process;

    PostgresServer(PostgresInstallation installation, Path directory, Optional<String> password) {
        this.installation = installation;
        this.directory = directory;
        this.password = password;
        this.process = launchOnFreePort();
        OPEN.add(this);
    }

    /** A started server that trusts everyone on this machine. */
    public static PostgresServer start() {
        return builder().start();
    }

    private static final class Shared {
        static final PostgresServer SERVER = start();
        static final AtomicInteger DATABASES = new AtomicInteger();
    }

    /** The address of a new database, on a server that the tests of this JVM share. */
    public static String newDatabase() {
        var name = "test" + Shared.DATABASES.incrementAndGet();
        try (var connection = Shared.SERVER.connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Shared.SERVER.url().replace("/postgres?", "/" + name + "?");
    }

    public static PostgresServerBuilder builder() {
        return new PostgresServerBuilder();
    }

    public int port() {
        return port;
    }

    /** The address for JDBC, with the user but without the password. */
    public String url() {
        return address() + "?user=postgres";
    }

    /** Connects as {@code postgres}, with the password the server was built with, if any. */
    public Connection connect() throws SQLException {
        return PostgresDriver.connect(address(), "postgres", password);
    }

    public Connection connect(String user, String password) throws SQLException {
        return PostgresDriver.connect(address(), user, Optional.of(password));
    }

    /** What the server has written to its log since its last start. */
    public List<String> log() {
        return process.log();
    }

    /** The process that has started all others. */
    public ProcessHandle postmaster() {
        return process.handle();
    }

    /** Stops as an administrator would: disconnects everyone and writes everything. */
    public void stop() {
        end("INT");
    }

    /** Kills every process of the server at once and waits until they are gone. */
    public void kill() {
        if (process.running()) {
            process.kill();
            removeSharedMemory();
        }
    }

    /** Starts again on the same port and data, after stopping if it still runs. */
    public void restart() {
        stop();
        process = launch();
    }

    /** How a standby reaches this server. */
    String conninfo() {
        return "host=127.0.0.1 port=%d user=postgres".formatted(port);
    }

    /** Starts again as a standby that streams from another server, its own standby until now. */
    public void restartAsStandbyOf(PostgresServer primary) {
        stop();
        try {
            Files.writeString(
                    data().resolve("postgresql.conf"),
                    "primary_conninfo = '%s'%n".formatted(primary.conninfo()),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        installation.launcher().run("touch", data().resolve("standby.signal"));
        process = launch();
    }

    /** Waits until the server, which has lost a session to a crash, has begun anew once more. */
    public void awaitRecovery() {
        process.awaitReadyAgain();
    }

    /** Ends a standby's recovery and waits until it accepts writes. */
    public void promote() {
        pgCtl("promote", "--wait", "--pgdata=" + data());
    }

    /** Stops at once and deletes the data. */
    @Override
    public void close() {
        if (OPEN.remove(this)) {
            end("QUIT");
            try {
                PostgresInstallation.delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void end(String signal) {
        if (process.running()) {
            pgCtl("kill", signal, process.pid());
            process.awaitEnd();
        }
    }

    /** A killed postmaster leaves it behind; the lock file's seventh line ends with its id. */
    private void removeSharedMemory() {
        try {
            String segment = Files.readAllLines(data().resolve("postmaster.pid")).get(6);
            String id = segment.substring(segment.lastIndexOf(' ') + 1);
            installation.launcher().run("ipcrm", "--shmem-id", id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pgCtl(Object... arguments) {
        var command = new Object[arguments.length + 1];
        command[0] = installation.program("pg_ctl");
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        installation.launcher().run(command);
    }

    private PostgresProcess launchOnFreePort() {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            try {
                return launch();
            } catch (CompletionException e) {
                boolean portTaken = String.valueOf(e.getMessage()).contains("could not bind");
                if (attempt == START_ATTEMPTS || !portTaken) {
                    throw e;
                }
            }
        }
    }

    private PostgresProcess launch() {
        var postgres = installation.program("postgres");
        return PostgresProcess.start(
                installation.launcher().builder(postgres, "-D", data(), "-p", port),
                directory.resolve("log"));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String address() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Below the ports that clients are given, so that it is still free for a restart. */
    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(20_000, 32_000)
                .filter(PostgresServer::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
