package org.bgworker.host.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/**
 * How to log in to a server.
 *
 * @param url JDBC URL
 * @param user the role, empty to leave it to URL and driver
 * @param passwordFile whose first line is the password; read at each connection
 */
public record Login(String url, String user, Optional<Path> passwordFile) {
    private static final java.util.regex.Pattern SECRET =
            java.util.regex.Pattern.compile("(?i)(password=)[^&;]*");

    Optional<String> password() throws ReportException {
        if (passwordFile.isEmpty()) {
            return Optional.empty();
        }
        var file = passwordFile.orElseThrow();
        try {
            return Optional.of(Files.readAllLines(file).stream().findFirst().orElse(""));
        } catch (IOException failed) {
            throw new ReportException(
                    "could not read password file \"%s\"".formatted(file),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "See the setting \"database_password_file\".");
        }
    }

    /** The URL without a password that may stand in it. */
    public String shownUrl() {
        return SECRET.matcher(url).replaceAll("$1********");
    }
}
