package org.bgworker.host.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.bgworker.host.database.PostgresDatabase.Usage;
import org.bgworker.host.postgresql.PrivateServer;
import org.bgworker.host.postgresql.ServerAccess;
import org.bgworker.host.postgresql.ServerStatus;
import org.bgworker.host.postmaster.DatabaseCondition;
import org.bgworker.host.postmaster.DatabaseCondition.Kind;
import org.bgworker.host.report.ReportException;

/**
 * The workers' database on the private server. Each time that server takes sessions it is one at
 * another address, with another password, and otherwise a server like any other.
 */
public final class PrivateDatabase implements Database {
    /** A URL that its driver is found by. */
    public static final String DRIVER_URL = "jdbc:postgresql:";

    /** Spare sessions are made by looking again. */
    private static final Duration RARELY = Duration.ofSeconds(1);

    private static final Duration NEVER = Duration.ofDays(100_000);

    /** A start takes a second, and a recovery may take as long as it likes. */
    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private final Drivers drivers;
    private final PrivateServer server;
    private final Usage usage;
    private Optional<Reached> reached = Optional.empty();

    /** The server as it can be reached now. */
    private record Reached(ServerStatus.Running running, PostgresDatabase database) {}

    /** Starts nothing yet. */
    public PrivateDatabase(Drivers drivers, PrivateServer server, Usage usage) {
        this.drivers = drivers;
        this.server = server;
        this.usage = usage;
    }

    /** The URL of a database of the private server; only who knows the password gets it. */
    public static String url(int port, String database) {
        return "jdbc:postgresql://%s:%d/%s?requireAuth=scram-sha-256"
                .formatted(ServerAccess.ADDRESS, port, database);
    }

    @Override
    public Session open(String applicationName, String database, String user) throws SQLException {
        server.demand();
        return reach().open(applicationName, database, user);
    }

    private synchronized PostgresDatabase reach() throws SQLException {
        if (!(server.status() instanceof ServerStatus.Running running)) {
            throw new SQLException(
                    "the private server is " + condition(server.status()).kind().word(), "57P03");
        }
        if (reached.isEmpty() || !reached.orElseThrow().running().equals(running)) {
            leave();
            var login = login(running.workers(), ServerAccess.DATABASE);
            reached =
                    Optional.of(
                            new Reached(
                                    running, PostgresDatabase.ofPrivate(drivers, login, usage)));
        }
        return reached.orElseThrow().database();
    }

    private static Login login(ServerAccess access, String database) {
        return new Login(
                url(access.port(), URLEncoder.encode(database, StandardCharsets.UTF_8)),
                access.role(),
                new Password.Known(access.password()));
    }

    @Override
    public Login login(Account account, String database)
            throws ReportException, InterruptedException {
        server.demand();
        var status = server.current().awaitStart(LONGEST_START);
        if (!(status instanceof ServerStatus.Running running)) {
            throw notRunning(condition(status));
        }
        var access =
                switch (account) {
                    case WORKERS -> running.workers();
                    case ADMINISTRATOR -> running.administrator();
                };
        return login(access, database.isEmpty() ? ServerAccess.DATABASE : database);
    }

    private static ReportException notRunning(DatabaseCondition condition) {
        var reason = condition.reason();
        return switch (condition.kind()) {
            case STARTING ->
                    new ReportException(
                            "the private server is still starting",
                            reason.isEmpty() ? "" : "It is started again: %s.".formatted(reason),
                            "Try again in a moment; bgworker status tells when it runs.");
            case FAILED ->
                    new ReportException(
                            "the private server could not be started",
                            reason,
                            "The host keeps trying; its log tells more: bgworker logs.");
            default -> new ReportException("the private server is stopped", "", "");
        };
    }

    private synchronized void leave() {
        reached.ifPresent(one -> one.database().close());
        reached = Optional.empty();
    }

    private static DatabaseCondition condition(ServerStatus status) {
        return switch (status) {
            case ServerStatus.NotStarted _ -> new DatabaseCondition(Kind.NOT_STARTED, "");
            case ServerStatus.Starting(var reason) -> new DatabaseCondition(Kind.STARTING, reason);
            case ServerStatus.Running _ -> DatabaseCondition.READ_WRITE;
            case ServerStatus.Failed(var reason) -> new DatabaseCondition(Kind.FAILED, reason);
            case ServerStatus.Stopped _ -> DatabaseCondition.UNKNOWN;
        };
    }

    @Override
    public void demand() {
        server.demand();
    }

    /** Reads the server's status; sends no query. */
    @Override
    public Watch watch() {
        return new Watch() {
            private volatile boolean closed;
            private ServerStatus seen = new ServerStatus.Stopped();

            @Override
            public DatabaseCondition look() {
                seen = server.status();
                prepare();
                return condition(seen);
            }

            @Override
            public boolean pause(Duration time) throws InterruptedException {
                server.current().awaitOther(seen, () -> closed, time);
                return !closed;
            }

            @Override
            public Duration pace(DatabaseCondition condition, Duration since) {
                return usage.spareSessions() > 0 ? RARELY : NEVER;
            }

            @Override
            public void close() {
                closed = true;
                server.current().wake();
            }
        };
    }

    /** Makes spare sessions of a server that takes some, and forgets those of one that has gone. */
    private void prepare() {
        try {
            reach().makeSpares();
        } catch (SQLException notNow) {
            leave();
        }
    }

    @Override
    public String description() {
        return "private server";
    }

    @Override
    public String watcher() {
        return description();
    }

    @Override
    public String activity() {
        return switch (server.status()) {
            case ServerStatus.NotStarted _ -> "not started: no worker has needed it yet";
            case ServerStatus.Starting(var reason) ->
                    reason.isEmpty() ? "starting" : "starting: " + reason;
            case ServerStatus.Running running ->
                    "PostgreSQL %s, PID %d, port %d"
                            .formatted(running.version(), running.pid(), running.workers().port());
            case ServerStatus.Failed(var reason) -> "failed: " + reason;
            case ServerStatus.Stopped _ -> "stopped";
        };
    }

    @Override
    public void reload() {
        server.reload();
    }

    @Override
    public void restart() {
        server.restart();
    }

    @Override
    public void stopAtOnce() {
        server.stopAtOnce();
    }

    /** Ends the host's sessions, then stops the server. */
    @Override
    public void close() {
        leave();
        server.close();
    }
}
