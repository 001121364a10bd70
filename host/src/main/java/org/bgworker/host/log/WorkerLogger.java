package org.bgworker.host.log;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.bgworker.host.guard.Owner;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.ExitCause;
import org.jspecify.annotations.Nullable;

/** A {@link System.Logger} whose lines bear the pid and the name of the thread's worker. */
final class WorkerLogger implements System.Logger {
    private final String name;
    private final Severity debug;

    WorkerLogger(String name, Severity debug) {
        this.name = name;
        this.debug = debug;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return level != Level.OFF && Log.writes(severity(level));
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            write(level, String.valueOf(message), thrown == null ? "" : detail(thrown));
        }
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... parameters) {
        if (isLoggable(level)) {
            write(level, formatted(String.valueOf(format), parameters), "");
        }
    }

    private static String formatted(String format, @Nullable Object @Nullable [] parameters) {
        if (parameters == null || parameters.length == 0) {
            return format;
        }
        try {
            return MessageFormat.format(format, parameters);
        } catch (IllegalArgumentException notAFormat) {
            return format;
        }
    }

    private void write(Level level, String message, String detail) {
        var owner = Owner.current();
        var text = owner.name().isEmpty() ? message : owner.name() + ": " + message;
        Log.write(owner.pid(), new Report(severity(level), text, detail, ""));
    }

    private static String detail(Throwable thrown) {
        var cause = ExitCause.of(thrown);
        var first = cause.stack().stream().findFirst().map(frame -> "\nat " + frame).orElse("");
        return cause.summary() + first;
    }

    private Severity severity(Level level) {
        return switch (level) {
            case ALL, TRACE -> Severity.DEBUG2;
            case DEBUG -> debug;
            case INFO -> Severity.LOG;
            case WARNING -> Severity.WARNING;
            case ERROR, OFF -> Severity.ERROR;
        };
    }
}
