package org.bgworker.host.postgresql;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * One run of the server. It is started, and stopped, by a thread that lives as long: the kernel
 * stops it when that thread ends.
 */
final class ServerProcess {
    private static final int LONGEST_SOCKET_PATH = 107;
    private static final int FIRST_PAUSE_MILLIS = 4;
    private static final int LONGEST_PAUSE_MILLIS = 100;
    private static final int LONGEST_SILENCE_MILLIS = 60_000;
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final Process process;
    private final ServerLog log;
    private final ServerDirectory directory;
    private final int port;

    private ServerProcess(Process process, ServerDirectory directory, int port) {
        this.process = process;
        this.log = ServerLog.follow(process.getInputStream());
        this.directory = directory;
        this.port = port;
    }

    /** Starts it on a free port. */
    static ServerProcess start(
            Preparation preparation, ServerOptions options, ServerDirectory directory)
            throws IOException {
        warnOfMissingInit();
        int port = freePort();
        var command =
                preparation
                        .tools()
                        .command(
                                directory.lockFile().toString(),
                                preparation.user(),
                                // left by a server that was killed: nobody holds the lock
                                "rm -f postmaster.pid .s.PGSQL.*",
                                options.postgres(preparation.binaries(), port));
        return new ServerProcess(Program.start(directory.path(), command), directory, port);
    }

    /** The server's processes become children of the host when their parents end. */
    private static void warnOfMissingInit() {
        if (ProcessHandle.current().pid() == 1) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "the host runs as process 1",
                            "Processes of the private server that outlive their parent are then left as zombies.",
                            "Run the container with an init, such as docker run --init."));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(ServerAccess.ADDRESS))) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Begins a session as soon as the server takes one; none if it ends before. */
    Optional<AdminSocket> connect() throws IOException, InterruptedException {
        int silent = 0;
        for (int pause = FIRST_PAUSE_MILLIS;
                !process.waitFor(pause, TimeUnit.MILLISECONDS);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                return Optional.of(AdminSocket.connect(socket(), AdminSocket.ROLE));
            } catch (AdminSocket.Refused refused) {
                if (!refused.isEarly()) {
                    throw refused;
                }
            } catch (IOException notYet) {
                silent += pause;
                if (!isAbsence(notYet) || silent > LONGEST_SILENCE_MILLIS) {
                    throw notYet;
                }
            }
        }
        return Optional.empty();
    }

    /** Begins a session in the workers' database. */
    AdminSocket connectToWorkers() throws IOException {
        return AdminSocket.connect(socket(), ServerAccess.DATABASE);
    }

    /** Its socket is not there yet, or is that of a server that ends. */
    private boolean isAbsence(IOException failed) {
        return failed instanceof ConnectException
                || failed instanceof EOFException
                || !Files.exists(socket());
    }

    /** A long path does not fit into a socket's address. */
    private Path socket() {
        var name = ".s.PGSQL." + port;
        var path = directory.path().resolve(name);
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH
                ? path
                : Path.of("/proc", Long.toString(pid()), "cwd", name);
    }

    /** Waits for its end; gives how it ended. */
    ServerEnd awaitEnd() throws InterruptedException {
        return new ServerEnd(process.waitFor(), log.lastLines());
    }

    /**
     * Stops it in order, and at once when that takes too long or the thread is interrupted; it is
     * never killed.
     */
    void stop(boolean inOrder, Duration patience) {
        if (process.isAlive() && !(inOrder && ends("INT", patience))) {
            if (!ends("QUIT", LAST_PATIENCE)) {
                Log.write(
                        new Report(
                                Severity.WARNING,
                                "the private server (PID %d) does not stop".formatted(pid()),
                                "It was sent SIGINT and SIGQUIT.",
                                "The next start of the host waits for its end."));
            }
        }
    }

    private boolean ends(String signal, Duration patience) {
        try {
            Signals.send(signal, pid());
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException hurried) {
            return !process.isAlive();
        }
    }
}
