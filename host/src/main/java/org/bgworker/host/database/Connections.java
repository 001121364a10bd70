package org.bgworker.host.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/** Ends connections that nobody needs any more, whatever state they are in. */
final class Connections {
    private Connections() {}

    /** Cuts it, without a word to the server. */
    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyBroken) {
            Log.write(
                    Report.of(
                            Severity.DEBUG1,
                            "could not abort a connection: " + alreadyBroken.getMessage()));
        }
    }
}
