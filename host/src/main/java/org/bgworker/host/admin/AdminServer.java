package org.bgworker.host.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.server.Host;
import org.bgworker.host.setting.HttpSettings;
import org.bgworker.spi.Settings;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the API on the socket of a data directory, and over TCP where that is set. */
public final class AdminServer implements AutoCloseable {
    /** The socket's name in the data directory. */
    public static final String SOCKET = "bgworker.sock";

    /** {@code sun_path} of Linux, without its terminator. */
    private static final int LONGEST_PATH = 107;

    private static final int THREADS = 8;
    private static final int CONNECTIONS = 2000;
    private static final int LARGEST_HEADER = 8 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Host host;
    private final Path data;
    private final Server onSocket = server();
    private Optional<Server> onNetwork = Optional.empty();

    private AdminServer(Host host, Path data) {
        this.host = host;
        this.data = data;
    }

    /** Whoever waits, waits on a virtual thread; the others move bytes. */
    private static Server server() {
        var threads = new QueuedThreadPool(THREADS, 1, (int) IDLE.toMillis());
        threads.setDaemon(true);
        threads.setName("admin");
        threads.setVirtualThreadsExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("admin request ", 0).factory()));
        var server = new Server(threads);
        server.setErrorHandler(new BadRequests());
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        return server;
    }

    /**
     * Begins to serve. A host that cannot on its socket is told of in the log, and runs all the
     * same.
     *
     * @param data whose lock the host holds, so that a socket found there is nobody's
     * @throws ReportException if it is to listen on the network as well, and must not or cannot
     */
    public static AdminServer start(Host host, Path data) throws ReportException {
        var admin = new AdminServer(host, data.toAbsolutePath());
        try {
            admin.listenOnNetwork();
        } catch (ReportException refused) {
            admin.close();
            throw refused;
        }
        try {
            admin.listenOnSocket();
        } catch (Exception failed) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "could not listen on socket \"%s\"".formatted(admin.socket()),
                            "%s.".formatted(failed.getMessage()),
                            "The host cannot be administered by commands until it is started again."));
        }
        HostBean.registerLater(host, data);
        return admin;
    }

    /**
     * Finds out whether the settings can be followed, while nothing has been started yet.
     *
     * @param data in which files lie that the settings name
     */
    public static void check(Settings settings, Path data) throws ReportException {
        var _ = Network.of(settings, data.toAbsolutePath());
    }

    private Path socket() {
        return data.resolve(SOCKET);
    }

    private void listenOnSocket() throws Exception {
        int length = socket().toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException(
                    "the path has %d bytes, and a socket's may have %d"
                            .formatted(length, LONGEST_PATH));
        }
        Files.deleteIfExists(socket());
        // accepted on the selector's thread: to wake it costs more than to accept
        var connector =
                new UnixDomainServerConnector(
                        onSocket, 0, 1, new HttpConnectionFactory(configuration()));
        connector.setUnixDomainPath(socket());
        connector.setIdleTimeout(IDLE.toMillis());
        onSocket.addConnector(connector);
        // the data directory may belong to somebody else, if this is root's host
        var user = ProcessHandle.current().info().user();
        var own = user.isPresent() ? user.orElseThrow() : Files.getOwner(data).getName();
        onSocket.setHandler(new Exchange(new Api(host), new Peers(own)));
        onSocket.start();
        Files.setPosixFilePermissions(socket(), PosixFilePermissions.fromString("rw-------"));
        say("listening on socket \"%s\"".formatted(socket()));
    }

    private void listenOnNetwork() throws ReportException {
        var settings = Network.of(host.settings(), data);
        if (settings.isPresent()) {
            listenOn(settings.orElseThrow());
        }
    }

    private void listenOn(Network network) throws ReportException {
        var address = network.address();
        var server = server();
        onNetwork = Optional.of(server);
        try {
            var connector = network.keys().connector(server, configuration());
            connector.setHost(address.host());
            connector.setPort(address.port());
            connector.setIdleTimeout(IDLE.toMillis());
            server.addConnector(connector);
            connector.open();
            var door = Tokens.in(data, network.names(connector.getLocalPort()));
            server.setHandler(new Exchange(new Api(host), door));
            server.start();
            say(
                    "listening on %s://%s:%d/, for those who have the token of file \"%s\""
                            .formatted(
                                    network.keys().scheme(),
                                    address.host(),
                                    connector.getLocalPort(),
                                    data.resolve(Tokens.FILE)));
        } catch (ReportException refused) {
            throw refused;
        } catch (Exception failed) {
            throw new ReportException(
                    "could not listen on \"%s:%d\"".formatted(address.host(), address.port()),
                    "%s.".formatted(failed.getMessage()),
                    "See the setting \"%s\".".formatted(HttpSettings.HTTP_LISTEN));
        }
    }

    private static HttpConfiguration configuration() {
        var http = new HttpConfiguration();
        http.setRequestHeaderSize(LARGEST_HEADER);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        return http;
    }

    private static void say(String what) {
        Log.write(Postmaster.PID, Report.of(Severity.LOG, what));
    }

    @Override
    public void close() {
        onNetwork.ifPresent(this::stop);
        stop(onSocket);
        try {
            Files.deleteIfExists(socket());
        } catch (IOException failed) {
            couldNotClose(failed);
        }
    }

    private void stop(Server server) {
        try {
            server.setStopTimeout(0);
            server.stop();
        } catch (Exception failed) {
            couldNotClose(failed);
        }
    }

    private void couldNotClose(Exception failed) {
        Log.write(
                new Report(
                        Severity.WARNING,
                        "could not close socket \"%s\"".formatted(socket()),
                        "%s.".formatted(failed.getMessage()),
                        ""));
    }
}
