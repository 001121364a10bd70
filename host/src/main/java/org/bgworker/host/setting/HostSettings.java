package org.bgworker.host.setting;

import static org.bgworker.spi.Setting.Context.POSTMASTER;
import static org.bgworker.spi.Setting.Type.ENUM;
import static org.bgworker.spi.Setting.Type.INT;
import static org.bgworker.spi.Setting.Type.STRING;

import java.util.Arrays;
import java.util.List;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.Setting;
import org.bgworker.spi.Settings;

/** The host's own settings, under PostgreSQL's names where it has one. */
public final class HostSettings {
    /** Libraries loaded at start. */
    public static final String SHARED_PRELOAD_LIBRARIES = "shared_preload_libraries";

    /** How many workers may be registered. */
    public static final String MAX_WORKER_PROCESSES = "max_worker_processes";

    /** The lowest level that is written to the log. */
    public static final String LOG_MIN_MESSAGES = "log_min_messages";

    /** How long a library's init may take. */
    public static final String LIBRARY_INIT_TIMEOUT = "library_init_timeout";

    /** How long a worker that was asked to end is left alone. */
    public static final String STOP_TIMEOUT = "stop_timeout";

    /** The database server. */
    public static final String DATABASE_URL = "database_url";

    /** The role to connect with. */
    public static final String DATABASE_USER = "database_user";

    /** The file that holds its password. */
    public static final String DATABASE_PASSWORD_FILE = "database_password_file";

    /** The folder of JDBC drivers. */
    public static final String DRIVER_DIRECTORY = "driver_directory";

    private HostSettings() {}

    /** All of them, in the order of the README. */
    public static List<Declaration> all() {
        return List.of(
                text(
                        SHARED_PRELOAD_LIBRARIES,
                        "*",
                        "Libraries loaded at start, separated by commas; * is every library found."),
                number(
                        MAX_WORKER_PROCESSES,
                        "8",
                        262_143,
                        "",
                        "How many workers may be registered, running or waiting for their restart."),
                words(
                        LOG_MIN_MESSAGES,
                        "warning",
                        Arrays.stream(Severity.values()).map(Severity::word).toList(),
                        "The lowest level that is written to the log."),
                number(
                        LIBRARY_INIT_TIMEOUT,
                        "10s",
                        3_600_000,
                        "ms",
                        "How long a library may take to initialise before it is refused."),
                number(
                        STOP_TIMEOUT,
                        "10s",
                        3_600_000,
                        "ms",
                        "How long a worker that was asked to end is left alone; then it is interrupted."),
                text(
                        DATABASE_URL,
                        "",
                        "JDBC URL of a PostgreSQL server; empty is the embedded database."),
                text(DATABASE_USER, "", "The role that workers connect as, unless they name one."),
                text(
                        DATABASE_PASSWORD_FILE,
                        "",
                        "A file that holds the role's password, relative to the data directory."),
                text(
                        DRIVER_DIRECTORY,
                        "",
                        "Where the JDBC drivers lie; empty is the folder drivers of the distribution."));
    }

    /** The names in {@link #SHARED_PRELOAD_LIBRARIES}, each once; {@code *} stands for all. */
    public static List<String> preloaded(Settings values) {
        return Arrays.stream(values.getString(SHARED_PRELOAD_LIBRARIES).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static Declaration text(String name, String defaultValue, String description) {
        return new Declaration(
                name, STRING, defaultValue, 0, 0, "", List.of(), POSTMASTER, description);
    }

    private static Declaration number(
            String name, String defaultValue, int max, String unit, String description) {
        return new Declaration(
                name, INT, defaultValue, 0, max, unit, List.of(), POSTMASTER, description);
    }

    private static Declaration words(
            String name, String defaultValue, List<String> words, String description) {
        return new Declaration(
                name, ENUM, defaultValue, 0, 0, "", words, Setting.Context.SIGHUP, description);
    }
}
