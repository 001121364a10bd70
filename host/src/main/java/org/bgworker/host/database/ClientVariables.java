package org.bgworker.host.database;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.bgworker.host.report.ReportException;

/** The variables of the environment by which PostgreSQL's own programs log in. */
public final class ClientVariables {
    private static final String SERVER_TYPE = "PGTARGETSESSIONATTRS";

    /** By the names that the JDBC driver has for the same. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("PGHOST", "PGHOST"),
                    Map.entry("PGPORT", "PGPORT"),
                    Map.entry("PGDBNAME", "PGDATABASE"),
                    Map.entry("user", "PGUSER"),
                    Map.entry("password", "PGPASSWORD"),
                    Map.entry("options", "PGOPTIONS"),
                    Map.entry("requireAuth", "PGREQUIREAUTH"),
                    Map.entry("sslmode", "PGSSLMODE"),
                    Map.entry("sslrootcert", "PGSSLROOTCERT"),
                    Map.entry("sslcert", "PGSSLCERT"),
                    Map.entry("sslkey", "PGSSLKEY"),
                    Map.entry("targetServerType", SERVER_TYPE));

    /** The driver's words for the kind of server, and libpq's. */
    private static final Map<String, String> SERVER_TYPES =
            Map.of(
                    "master", "primary",
                    "slave", "standby",
                    "secondary", "standby",
                    "preferPrimary", "any",
                    "preferSlave", "prefer-standby",
                    "preferSecondary", "prefer-standby");

    private ClientVariables() {}

    /** Those of a login. What the URL says comes before what else is said of the login. */
    public static Map<String, String> of(Drivers drivers, Login login) throws ReportException {
        var properties = new Properties();
        if (!login.user().isEmpty()) {
            properties.setProperty("user", login.user());
        }
        login.password().read().ifPresent(found -> properties.setProperty("password", found));
        var variables = new TreeMap<String, String>();
        try {
            drivers.properties(login.url(), properties)
                    .forEach((name, value) -> {
                        if (NAMES.containsKey(name)) {
                            variables.put(NAMES.get(name), value);
                        }
                    });
        } catch (SQLException unreadable) {
            throw new ReportException(
                    "could not read the URL %s".formatted(login.shownUrl()),
                    String.valueOf(unreadable.getMessage()),
                    "");
        }
        variables.computeIfPresent(SERVER_TYPE, (_, type) -> SERVER_TYPES.getOrDefault(type, type));
        return variables;
    }
}
