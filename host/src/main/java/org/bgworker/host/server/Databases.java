package org.bgworker.host.server;

import java.nio.file.Path;
import java.util.Optional;
import org.bgworker.host.database.Database;
import org.bgworker.host.database.Drivers;
import org.bgworker.host.database.EmbeddedDatabase;
import org.bgworker.host.database.Login;
import org.bgworker.host.database.PostgresDatabase;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.spi.Settings;

/** The database that the settings name. */
final class Databases {
    private Databases() {}

    static Database of(Settings values, Drivers drivers, Path data) throws ReportException {
        var url = values.getString(HostSettings.DATABASE_URL);
        if (url.isEmpty()) {
            return new EmbeddedDatabase(drivers, data);
        }
        var passwordFile = values.getString(HostSettings.DATABASE_PASSWORD_FILE);
        return new PostgresDatabase(
                drivers,
                new Login(
                        url,
                        values.getString(HostSettings.DATABASE_USER),
                        passwordFile.isEmpty()
                                ? Optional.empty()
                                : Optional.of(data.resolve(passwordFile))));
    }
}
