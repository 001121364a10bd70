package org.bgworker.host.setting;

import static org.bgworker.spi.Setting.Context.POSTMASTER;
import static org.bgworker.spi.Setting.Type.BOOL;
import static org.bgworker.spi.Setting.Type.ENUM;
import static org.bgworker.spi.Setting.Type.INT;
import static org.bgworker.spi.Setting.Type.REAL;
import static org.bgworker.spi.Setting.Type.STRING;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.RestartPolicy;
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

    /** Which libraries may run. */
    public static final String AUDIT = "audit";

    /** How much memory a library's files may take. */
    public static final String LIBRARY_MAX_SIZE = "library_max_size";

    /** How long an entry of the modules directory is left alone before it is read. */
    public static final String LIBRARY_SETTLE_TIME = "library_settle_time";

    /** How often the modules directory is looked at although nobody says that it has changed. */
    public static final String LIBRARY_POLL_INTERVAL = "library_poll_interval";

    /** How long a library's new version is watched for failures. */
    public static final String LIBRARY_PROBATION_TIME = "library_probation_time";

    /** Whether dynamic workers move to a new version at once. */
    public static final String REPLACE_DYNAMIC_WORKERS = "replace_dynamic_workers";

    /** After how long a library that is not collected counts as leaked. */
    public static final String LIBRARY_UNLOAD_TIMEOUT = "library_unload_timeout";

    /** How long a worker that was asked to end is left alone. */
    public static final String STOP_TIMEOUT = "stop_timeout";

    /** The longest wait for a restart; no longer than a restart time is none. */
    public static final String RESTART_MAX_DELAY = "restart_max_delay";

    /** How much of a wait for a restart is added at random. */
    public static final String RESTART_JITTER = "restart_jitter";

    /** How long a run lasts that ends a row of failures. */
    public static final String RESTART_HEALTHY_TIME = "restart_healthy_time";

    /** How many restarts are granted in a period. */
    public static final String RESTART_LIMIT = "restart_limit";

    /** What they are counted in. */
    public static final String RESTART_PERIOD = "restart_period";

    /** Whether the host goes on after a crash cycle. */
    public static final String RESTART_AFTER_CRASH = "restart_after_crash";

    /** How many threads are started ahead for workers. */
    public static final String SPARE_THREADS = "spare_threads";

    /** The folder of JDBC drivers. */
    public static final String DRIVER_DIRECTORY = "driver_directory";

    private static final int LONGEST_TIME = 86_400_000;

    private HostSettings() {}

    /** All of them, in the order of the README. */
    public static List<Declaration> all() {
        return Stream.of(
                        supervision(),
                        DatabaseSettings.own(),
                        DatabaseSettings.privateServer(),
                        DatabaseSettings.usage(),
                        List.of(
                                text(
                                        DRIVER_DIRECTORY,
                                        "",
                                        "Where the JDBC drivers lie; empty is the folder drivers of the distribution.")),
                        HttpSettings.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Declaration> supervision() {
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
                new Declaration(
                        AUDIT,
                        ENUM,
                        "on",
                        0,
                        0,
                        "",
                        List.of("on", "built", "off"),
                        POSTMASTER,
                        "Which libraries may run: those on the list of audited modules, beside them what this user has built, or all."),
                new Declaration(
                        LIBRARY_MAX_SIZE,
                        INT,
                        "256MB",
                        1,
                        2047,
                        "MB",
                        List.of(),
                        POSTMASTER,
                        "How much memory the files of one library may take, packed and unpacked."),
                number(
                        LIBRARY_SETTLE_TIME,
                        "500ms",
                        60_000,
                        "ms",
                        "How long a jar or folder in the modules directory must stay unchanged before it is read, and away before it counts as removed."),
                new Declaration(
                        LIBRARY_POLL_INTERVAL,
                        INT,
                        "10s",
                        100,
                        3_600_000,
                        "ms",
                        List.of(),
                        POSTMASTER,
                        "How often the modules directory is looked at even if the file system reports no change, as network file systems do not."),
                number(
                        LIBRARY_PROBATION_TIME,
                        "30s",
                        3_600_000,
                        "ms",
                        "How long a replaced library is watched: if one of its workers fails meanwhile, the version before it runs again; 0 is not at all."),
                new Declaration(
                        REPLACE_DYNAMIC_WORKERS,
                        BOOL,
                        "off",
                        0,
                        0,
                        "",
                        List.of(),
                        POSTMASTER,
                        "Whether the dynamic workers of a replaced library are moved to the new version at once, as static ones are; off lets them run on until they end."),
                new Declaration(
                        LIBRARY_UNLOAD_TIMEOUT,
                        INT,
                        "30s",
                        1000,
                        3_600_000,
                        "ms",
                        List.of(),
                        POSTMASTER,
                        "After how long a library that was unloaded and is still in memory counts as leaked."),
                number(
                        STOP_TIMEOUT,
                        "10s",
                        3_600_000,
                        "ms",
                        "How long a worker that was asked to end is left alone; then it is interrupted."),
                number(
                        RESTART_MAX_DELAY,
                        "0",
                        LONGEST_TIME,
                        "s",
                        "The longest wait for a restart: each failure in a row doubles it, from the worker's restart time on; 0 keeps to the restart time."),
                new Declaration(
                        RESTART_JITTER,
                        REAL,
                        "0",
                        0,
                        1,
                        "",
                        List.of(),
                        POSTMASTER,
                        "How much of a wait for a restart is added at random, 0.1 being up to a tenth."),
                number(
                        RESTART_HEALTHY_TIME,
                        "1min",
                        LONGEST_TIME,
                        "s",
                        "How long a run lasts that ends a row of failures."),
                number(
                        RESTART_LIMIT,
                        "0",
                        1_000_000,
                        "",
                        "How many restarts a worker is granted in restart_period; then it has failed until it is reset; 0 is no limit."),
                new Declaration(
                        RESTART_PERIOD,
                        INT,
                        "10min",
                        1,
                        LONGEST_TIME,
                        "s",
                        List.of(),
                        POSTMASTER,
                        "What restart_limit is counted in."),
                new Declaration(
                        RESTART_AFTER_CRASH,
                        BOOL,
                        "on",
                        0,
                        0,
                        "",
                        List.of(),
                        POSTMASTER,
                        "Whether the host goes on when a worker has crashed with shared memory attached; off shuts it down."),
                number(
                        SPARE_THREADS,
                        "2",
                        1000,
                        "",
                        "How many threads are kept ready for workers, so that a worker starts sooner; each is used once; 0 disables this."));
    }

    /** The names in {@link #SHARED_PRELOAD_LIBRARIES}, each once; {@code *} stands for all. */
    public static List<String> preloaded(Settings values) {
        return Arrays.stream(values.getString(SHARED_PRELOAD_LIBRARIES).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** The policy of workers that have none of their own. */
    public static RestartPolicy restartPolicy(Settings values) {
        return new RestartPolicy(
                values.getDuration(RESTART_MAX_DELAY),
                values.getReal(RESTART_JITTER),
                values.getDuration(RESTART_HEALTHY_TIME),
                values.getInt(RESTART_LIMIT),
                values.getDuration(RESTART_PERIOD));
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
