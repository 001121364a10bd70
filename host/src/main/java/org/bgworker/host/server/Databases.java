package org.bgworker.host.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.database.Database;
import org.bgworker.host.database.Drivers;
import org.bgworker.host.database.Login;
import org.bgworker.host.database.Password;
import org.bgworker.host.database.PostgresDatabase;
import org.bgworker.host.database.PostgresDatabase.Usage;
import org.bgworker.host.database.PrivateDatabase;
import org.bgworker.host.database.Sessions;
import org.bgworker.host.launch.Ticker;
import org.bgworker.host.postgresql.PrivateServer;
import org.bgworker.host.postgresql.ServerOptions;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.DatabaseSettings;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.Values;

/** The databases that the settings name. */
public final class Databases {
    /** The host's own, and those of administrators. */
    private static final int OTHER_SESSIONS = 20;

    /** Each takes shared memory, used or not; not all workers have sessions. */
    private static final int MOST_SESSIONS = 10_000;

    private Databases() {}

    /**
     * Opens none of them yet.
     *
     * @param data the data directory, where the private server keeps its data and password files
     *     are looked for
     * @throws ReportException if one cannot be meant
     */
    public static Sessions of(Values values, Drivers drivers, Path data) throws ReportException {
        check(values, data);
        var usage =
                new Usage(
                        values.getDuration(DatabaseSettings.TIMEOUT),
                        values.getDuration(DatabaseSettings.POLL_INTERVAL),
                        values.getInt(DatabaseSettings.SPARE_SESSIONS));
        var named = new HashMap<String, Database>();
        for (var name : DatabaseSettings.names(values)) {
            var settings = DatabaseSettings.named(name);
            var once = new Usage(usage.timeout(), usage.pollInterval(), 0);
            named.put(name, server(values, settings, drivers, data, once));
        }
        var own = DatabaseSettings.OWN;
        return new Sessions(
                values.getString(own.url()).isEmpty()
                        ? new PrivateDatabase(drivers, privateServer(values, data), usage)
                        : server(values, own, drivers, data, usage),
                named);
    }

    private static PrivateServer privateServer(Values values, Path data) {
        return new PrivateServer(
                new ServerOptions(
                        data,
                        Distribution.folder("postgresql").resolve("bin"),
                        Path.of(values.getString(DatabaseSettings.POSTGRESQL_HOME)),
                        values.getString(DatabaseSettings.POSTGRESQL_USER),
                        Math.min(
                                MOST_SESSIONS,
                                values.getInt(HostSettings.MAX_WORKER_PROCESSES)
                                        + values.getInt(DatabaseSettings.SPARE_SESSIONS)
                                        + OTHER_SESSIONS),
                        DatabaseSettings.extensions(values),
                        values.getDuration(HostSettings.STOP_TIMEOUT)),
                Ticker.system()::read);
    }

    /**
     * Refuses a data directory that an earlier version kept its database in, which is neither read
     * nor deleted.
     */
    static void check(Values values, Path data) throws ReportException {
        var file = data.resolve("embedded.mv.db");
        if (values.getString(DatabaseSettings.OWN.url()).isEmpty() && Files.exists(file)) {
            throw new ReportException(
                    new Report(
                            Severity.FATAL,
                            "\"%s\" is the database of an earlier version".formatted(file),
                            "It was written by H2; the host now keeps its data in a private PostgreSQL server, and reads nothing of it.",
                            "Copy what is needed with the earlier version or with H2's own tools (SCRIPT TO 'dump.sql'), then move the file away. Nothing has been changed."));
        }
    }

    /** The URLs that a driver is needed for. */
    static Set<String> urls(Values values) {
        var own = values.getString(DatabaseSettings.OWN.url());
        var urls = new LinkedHashSet<String>();
        urls.add(own.isEmpty() ? PrivateDatabase.DRIVER_URL : own);
        for (var name : DatabaseSettings.names(values)) {
            urls.add(values.getString(DatabaseSettings.named(name).url()));
        }
        return urls;
    }

    private static Database server(
            Values values, DatabaseSettings.Login settings, Drivers drivers, Path data, Usage usage)
            throws ReportException {
        var url = values.getString(settings.url());
        var login =
                new Login(url, values.getString(settings.user()), password(values, settings, data));
        if (login.tellsPassword() && values.onTheCommandLine(settings.url())) {
            throw new ReportException(
                    "invalid value for parameter \"%s\": \"%s\""
                            .formatted(settings.url(), login.shownUrl()),
                    "It holds a password, which everybody can read who may list processes.",
                    "Name a file that holds it with the setting \"%s\", or a variable of the environment with \"%s\"."
                            .formatted(settings.passwordFile(), settings.passwordVariable()));
        }
        return PostgresDatabase.of(drivers, login, usage, settings.url());
    }

    private static Password password(Values values, DatabaseSettings.Login settings, Path data) {
        var file = text(values, settings.passwordFile());
        var variable = text(values, settings.passwordVariable());
        return file.<Password>map(
                        name -> new Password.InFile(data.resolve(name), settings.passwordFile()))
                .or(() ->
                        variable.map(name ->
                                new Password.InEnvironment(name, settings.passwordVariable())))
                .orElseGet(Password.None::new);
    }

    private static Optional<String> text(Values values, String setting) {
        return Optional.of(values.getString(setting)).filter(text -> !text.isEmpty());
    }
}
