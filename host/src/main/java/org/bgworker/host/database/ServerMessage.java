package org.bgworker.host.database;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/** What a server says of statements, as a report. The driver's classes are not the host's. */
final class ServerMessage {
    private static final String CONNECTION_EXCEPTION = "08";
    private static final int LONGEST_LINE = 120;

    private final Object message;

    private ServerMessage(Object message) {
        this.message = message;
    }

    /** What the server has said; nothing if the driver has failed by itself. */
    private static Optional<ServerMessage> of(SQLException said) {
        return asked(said, "getServerErrorMessage").map(ServerMessage::new);
    }

    /**
     * Why statements have failed.
     *
     * @param text of the statements
     */
    static Report error(SQLException failed, String text) {
        return of(failed)
                .map(one -> Report.error(one.part("Message"), one.detail(text), one.part("Hint")))
                .orElseGet(() -> ofDriver(failed));
    }

    private static Report ofDriver(SQLException failed) {
        boolean lost =
                Objects.requireNonNullElse(failed.getSQLState(), "")
                        .startsWith(CONNECTION_EXCEPTION);
        return Report.error(
                lost ? "lost the connection to the database" : "could not execute the statement",
                String.valueOf(failed.getMessage()),
                "");
    }

    /** What it has said beside the results. */
    static Report notice(SQLWarning warning) {
        return of(warning)
                .map(one ->
                        new Report(
                                one.severity(),
                                one.part("Message"),
                                one.part("Detail"),
                                one.part("Hint")))
                .orElseGet(() -> Report.of(Severity.WARNING, String.valueOf(warning.getMessage())));
    }

    /** A server may have its levels in another language. */
    private Severity severity() {
        return Arrays.stream(Severity.values())
                .filter(one -> one.label().equals(part("Severity")))
                .findFirst()
                .orElse(Severity.NOTICE);
    }

    private String detail(String text) {
        return Stream.of(part("Detail"), line(text), part("Where"))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** The line that the error is in, as far as the server knows it. */
    private String line(String text) {
        int position = Integer.parseInt(part("Position"));
        if (position <= 0 || position > text.codePointCount(0, text.length()) + 1) {
            return "";
        }
        int at = text.offsetByCodePoints(0, position - 1);
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at);
        var line = text.substring(start, end < 0 ? text.length() : end).strip();
        long number = text.substring(0, start).chars().filter(one -> one == '\n').count() + 1;
        return "Line %d: %s"
                .formatted(
                        number,
                        line.length() <= LONGEST_LINE
                                ? line
                                : line.substring(0, LONGEST_LINE) + "…");
    }

    private String part(String name) {
        return asked(message, "get" + name).map(Object::toString).orElse("");
    }

    private static Optional<Object> asked(Object of, String getter) {
        try {
            return Optional.ofNullable(of.getClass().getMethod(getter).invoke(of));
        } catch (ReflectiveOperationException otherDriver) {
            return Optional.empty();
        }
    }
}
