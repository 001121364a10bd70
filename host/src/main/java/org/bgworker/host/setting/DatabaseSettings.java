package org.bgworker.host.setting;

import static org.bgworker.spi.Setting.Context.POSTMASTER;
import static org.bgworker.spi.Setting.Type.BOOL;
import static org.bgworker.spi.Setting.Type.INT;
import static org.bgworker.spi.Setting.Type.STRING;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of the host's own database, and of those that settings give names to. */
public final class DatabaseSettings {
    /** How long a server may take to answer the host. */
    public static final String TIMEOUT = "database_timeout";

    /** How often a server is asked that may be promoted, or come back. */
    public static final String POLL_INTERVAL = "database_poll_interval";

    /** How many sessions are made ahead. */
    public static final String SPARE_SESSIONS = "database_spare_sessions";

    /** An installation of PostgreSQL for the private server. */
    public static final String POSTGRESQL_HOME = "postgresql_home";

    /** The user that the private server runs as where the host runs as root. */
    public static final String POSTGRESQL_USER = "postgresql_user";

    /** Extensions of the workers' database on the private server. */
    public static final String EXTENSIONS = "extensions";

    /** Whether workers that write end when their database becomes read-only. */
    public static final String TERMINATE_ON_DEMOTION = "terminate_on_demotion";

    /** How to log in to the host's own. */
    public static final Login OWN = Login.of("database_");

    private static final String PREFIX = "database.";
    private static final Pattern NAMED =
            Pattern.compile(
                    "(database\\.[a-z_][a-z0-9_]*\\.)(url|user|password_file|password_variable)");

    private DatabaseSettings() {}

    /**
     * The names of the settings that say how to log in to a server.
     *
     * @param url JDBC URL
     * @param user the role
     * @param passwordFile file that holds its password
     * @param passwordVariable variable of the environment that holds it instead
     */
    public record Login(String url, String user, String passwordFile, String passwordVariable) {
        private static Login of(String prefix) {
            return new Login(
                    prefix + "url",
                    prefix + "user",
                    prefix + "password_file",
                    prefix + "password_variable");
        }

        private List<Declaration> declarations(String urlDescription) {
            return List.of(
                    text(url, urlDescription),
                    text(user, "The role that workers connect as, unless they name one."),
                    text(
                            passwordFile,
                            "A file that holds the role's password, relative to the data directory."),
                    text(
                            passwordVariable,
                            "A variable of the host's environment that holds the role's password, unless a file does."));
        }

        private static Declaration text(String name, String description) {
            return new Declaration(name, STRING, "", 0, 0, "", List.of(), POSTMASTER, description);
        }
    }

    /** How to log in to a named database: {@code database.NAME.url} and so on. */
    public static Login named(String name) {
        return Login.of(PREFIX + name + ".");
    }

    /** The named databases of which any setting has been written. */
    public static List<String> names(Values values) {
        return values.entries().keySet().stream()
                .map(NAMED::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .map(prefix -> prefix.substring(PREFIX.length(), prefix.length() - 1))
                .distinct()
                .toList();
    }

    /** Those of the host's own, in the order of the README. */
    static List<Declaration> own() {
        return OWN.declarations(
                "JDBC URL of a PostgreSQL server; if empty, the host runs a private server.");
    }

    /** Those of the private server, in the order of the README. */
    static List<Declaration> privateServer() {
        return List.of(
                Login.text(
                        POSTGRESQL_HOME,
                        "Directory of the PostgreSQL installation (15 or later) for the private server; if empty, an installation of the required major version is used, otherwise the bundled one."),
                Login.text(
                        POSTGRESQL_USER,
                        "Operating-system user that runs a new private server if the host runs as root; if empty, postgres, or nobody if there is no such user."),
                Login.text(
                        EXTENSIONS,
                        "Extensions that the host creates in the workers' database on the private server, separated by commas."));
    }

    /** The extensions, each once. */
    public static List<String> extensions(Values values) {
        return Arrays.stream(values.getString(EXTENSIONS).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** How servers are used, in the order of the README. */
    static List<Declaration> usage() {
        return List.of(
                number(
                        TIMEOUT,
                        "10s",
                        1,
                        3600,
                        "s",
                        "How long a server may take for an answer while a session is opened, or to the host itself; a statement may take as long as it likes."),
                number(
                        POLL_INTERVAL,
                        "100ms",
                        10,
                        60_000,
                        "ms",
                        "How often a standby is asked whether it has been promoted, and at first a server that is down whether it is back."),
                number(
                        SPARE_SESSIONS,
                        "0",
                        0,
                        1000,
                        "",
                        "How many sessions of the default database are opened ahead, so that workers need not wait for them; each is used once."),
                new Declaration(
                        TERMINATE_ON_DEMOTION,
                        BOOL,
                        "off",
                        0,
                        0,
                        "",
                        List.of(),
                        POSTMASTER,
                        "Whether workers that were started because the database takes writes are terminated when it has become read-only."));
    }

    private static Declaration number(
            String name, String byDefault, int min, int max, String unit, String description) {
        return new Declaration(
                name, INT, byDefault, min, max, unit, List.of(), POSTMASTER, description);
    }

    /** All of the named database that a setting's name belongs to; none of other names. */
    static List<Declaration> of(String setting) {
        var matcher = NAMED.matcher(setting);
        return matcher.matches()
                ? Login.of(matcher.group(1)).declarations("JDBC URL of a PostgreSQL server.")
                : List.of();
    }

    /** Whether a name is one that no library may use. */
    static boolean reserves(String setting) {
        return setting.startsWith(PREFIX);
    }
}
