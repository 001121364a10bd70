package org.bgworker.host.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/** Where a password is to be had; it is asked for at each connection, so that it may change. */
public sealed interface Password {
    /** Nowhere: the server asks for none, or URL and driver know it. */
    record None() implements Password {}

    /**
     * The first line of a file.
     *
     * @param file which
     * @param setting that names it
     */
    record InFile(Path file, String setting) implements Password {}

    /**
     * An environment variable of the host.
     *
     * @param variable which
     * @param setting that names it
     */
    record InEnvironment(String variable, String setting) implements Password {}

    /**
     * In memory: the host has chosen it.
     *
     * @param value the password
     */
    record Known(String value) implements Password {}

    /** The password, if there is one to be had. */
    default Optional<String> read() throws ReportException {
        return switch (this) {
            case None _ -> Optional.empty();
            case Known(var value) -> Optional.of(value);
            case InFile(var file, var setting) -> Optional.of(firstLine(file, setting));
            case InEnvironment(var variable, var setting) -> {
                var value = System.getenv(variable);
                if (value == null) {
                    throw new ReportException(
                            "could not read the password from environment variable \"%s\""
                                    .formatted(variable),
                            "It is not set.",
                            "See the setting \"%s\".".formatted(setting));
                }
                yield Optional.of(value);
            }
        };
    }

    private static String firstLine(Path file, String setting) throws ReportException {
        try {
            return Files.readAllLines(file).stream().findFirst().orElse("");
        } catch (IOException failed) {
            throw new ReportException(
                    "could not read password file \"%s\"".formatted(file),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "See the setting \"%s\".".formatted(setting));
        }
    }
}
