package org.bgworker.host.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How to log in to a server.
 *
 * @param url JDBC URL; several hosts in it, and what is to be preferred of them, are the driver's
 *     business
 * @param user the role, empty to leave it to URL and driver
 * @param password of the role
 */
public record Login(String url, String user, Password password) {
    private static final Pattern SECRET = Pattern.compile("(?i)(password=)[^&;]*");
    private static final Pattern DATABASE =
            Pattern.compile("^(jdbc:postgresql:(?://[^/?]*/?)?)[^/?]*");

    /** Whether a password stands in the URL, for all to read where the URL stands. */
    public boolean tellsPassword() {
        return SECRET.matcher(url).find();
    }

    /** The URL without a password that may stand in it. */
    public String shownUrl() {
        return SECRET.matcher(url).replaceAll("$1********");
    }

    /** The URL of another database of the server; an empty name is the one of the URL. */
    String url(String database) {
        if (database.isEmpty()) {
            return url;
        }
        var encoded = URLEncoder.encode(database, StandardCharsets.UTF_8);
        return DATABASE.matcher(url).replaceFirst("$1" + Matcher.quoteReplacement(encoded));
    }

    /** The same for another database of the server. */
    Login to(String database) {
        return new Login(url(database), user, password);
    }

    /** The same with a property of the driver, unless the URL says something of it. */
    Login with(String property, String value) {
        var separator = url.contains("?") ? "&" : "?";
        return says(property)
                ? this
                : new Login(url + separator + property + "=" + value, user, password);
    }

    /** Whether the URL says something of a property of the driver. */
    boolean says(String property) {
        return Pattern.compile("[?&]%s=".formatted(property)).matcher(url).find();
    }
}
