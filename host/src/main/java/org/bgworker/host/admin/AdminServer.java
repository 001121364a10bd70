package org.bgworker.host.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.host.server.Host;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the API on the socket of a data directory. */
public final class AdminServer implements AutoCloseable {
    /** The socket's name in the data directory. */
    public static final String SOCKET = "bgworker.sock";

    /** {@code sun_path} of Linux, without its terminator. */
    private static final int LONGEST_PATH = 107;

    private static final int THREADS = 64;
    private static final int CONNECTIONS = 2000;
    private static final int LARGEST_HEADER = 8 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Server server;
    private final Path socket;

    private AdminServer(Server server, Path socket) {
        this.server = server;
        this.socket = socket;
    }

    /**
     * Begins to serve. A host that cannot is told of in the log, and runs all the same.
     *
     * @param data whose lock the host holds, so that a socket found there is nobody's
     */
    public static AdminServer start(Host host, Path data) {
        var threads = new QueuedThreadPool(THREADS, 1, (int) IDLE.toMillis());
        threads.setDaemon(true);
        threads.setName("admin");
        var server = new Server(threads);
        var admin = new AdminServer(server, data.toAbsolutePath().resolve(SOCKET));
        try {
            admin.begin(host);
        } catch (Exception failed) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "could not listen on socket \"%s\"".formatted(admin.socket),
                            "%s.".formatted(failed.getMessage()),
                            "The host cannot be administered by commands until it is started again."));
        }
        return admin;
    }

    private void begin(Host host) throws Exception {
        int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException(
                    "the path has %d bytes, and a socket's may have %d"
                            .formatted(length, LONGEST_PATH));
        }
        Files.deleteIfExists(socket);
        server.addConnector(connector());
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        var own = Files.getOwner(socket.getParent()).getName();
        server.setHandler(new Exchange(new Api(host), new Peers(own)));
        server.start();
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        Log.write(
                Postmaster.PID,
                Report.of(Severity.LOG, "listening on socket \"%s\"".formatted(socket)));
    }

    private UnixDomainServerConnector connector() {
        var http = new HttpConfiguration();
        http.setRequestHeaderSize(LARGEST_HEADER);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        var connector = new UnixDomainServerConnector(server, new HttpConnectionFactory(http));
        connector.setUnixDomainPath(socket);
        connector.setIdleTimeout(IDLE.toMillis());
        return connector;
    }

    @Override
    public void close() {
        try {
            server.setStopTimeout(0);
            server.stop();
            Files.deleteIfExists(socket);
        } catch (Exception failed) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "could not close socket \"%s\"".formatted(socket),
                            "%s.".formatted(failed.getMessage()),
                            ""));
        }
    }
}
