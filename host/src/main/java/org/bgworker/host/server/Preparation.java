package org.bgworker.host.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bgworker.host.audit.DataDirectory;
import org.bgworker.host.database.Drivers;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Limits;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.DatabaseSettings;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.spi.Settings;

/** What must be there before a host can start. */
public final class Preparation {
    private Preparation() {}

    /** The settings of a host, all that is wrong with them in one report. */
    public static SettingTable settings(HostOptions options) throws ReportException {
        var settings = options.settings();
        var problems = settings.load();
        if (!problems.isEmpty()) {
            problems.forEach(Log::write);
            throw new ReportException(
                    Report.of(
                            Severity.FATAL,
                            "configuration file \"%s\" contains errors"
                                    .formatted(options.settingsFile())));
        }
        applyLogLevel(settings);
        return settings;
    }

    static void makeDataDirectory(Path data) throws ReportException {
        try {
            DataDirectory.makeSafe(data);
        } catch (ReportException unfit) {
            throw new ReportException(unfit.report().at(Severity.FATAL));
        }
    }

    static Limits limits(Settings values) {
        return new Limits(
                values.getInt(HostSettings.MAX_WORKER_PROCESSES),
                values.getDuration(HostSettings.STOP_TIMEOUT),
                HostSettings.restartPolicy(values),
                values.getBoolean(HostSettings.RESTART_AFTER_CRASH),
                values.getDuration(HostSettings.LIBRARY_PROBATION_TIME),
                values.getBoolean(HostSettings.REPLACE_DYNAMIC_WORKERS),
                values.getBoolean(DatabaseSettings.TERMINATE_ON_DEMOTION));
    }

    /** From beside the folder of the host's own jar, unless a setting names another. */
    public static Drivers drivers(SettingTable settings) throws ReportException {
        var named = settings.values().getString(HostSettings.DRIVER_DIRECTORY);
        return Drivers.load(
                named.isEmpty() ? Distribution.folder("drivers") : Path.of(named),
                Databases.urls(settings.values()));
    }

    /** Those of the distribution, for a URL. */
    public static Drivers drivers(String url) throws ReportException {
        return Drivers.load(Distribution.folder("drivers"), List.of(url));
    }

    static void applyLogLevel(SettingTable settings) {
        var word = settings.values().getString(HostSettings.LOG_MIN_MESSAGES);
        Log.threshold(Severity.valueOf(word.toUpperCase(Locale.ROOT)));
    }
}
