package org.bgworker.host.server;

import org.bgworker.host.database.Account;
import org.bgworker.host.database.Sessions;
import org.bgworker.host.report.ReportException;

/**
 * How to log in to a database of the workers.
 *
 * @param url JDBC URL; a password may stand in it
 * @param user the role, empty to leave it to URL and driver
 * @param password of the role, empty for none
 */
public record DatabaseAccess(String url, String user, String password) {
    static DatabaseAccess to(Sessions sessions, String database, boolean administrator)
            throws ReportException, InterruptedException {
        var account = administrator ? Account.ADMINISTRATOR : Account.WORKERS;
        var login = sessions.login(account, database);
        return new DatabaseAccess(login.url(), login.user(), login.password().read().orElse(""));
    }

    /** Tells nothing, lest it get into a log. */
    @Override
    public String toString() {
        return "DatabaseAccess";
    }
}
