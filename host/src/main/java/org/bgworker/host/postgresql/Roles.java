package org.bgworker.host.postgresql;

import java.io.IOException;
import java.util.List;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/** The two roles, and what belongs to the workers' database; made again at each start. */
final class Roles {
    private Roles() {}

    static void prepare(
            AdminSocket session,
            ServerAccess workers,
            ServerAccess administrator,
            List<String> extensions)
            throws IOException {
        if (session.execute("select 1 from pg_roles where rolname = '%s'".formatted(workers.role()))
                .isEmpty()) {
            session.execute("create role \"%s\" login".formatted(workers.role()));
        }
        if (!session.execute(
                        "select pg_get_userbyid(datdba) from pg_database where datname = '%s'"
                                .formatted(ServerAccess.DATABASE))
                .equals(List.of(workers.role()))) {
            session.execute(
                    "alter database \"%s\" owner to \"%s\""
                            .formatted(ServerAccess.DATABASE, workers.role()));
        }
        setPassword(session, workers);
        setPassword(session, administrator);
        for (var extension : extensions) {
            create(session, extension);
        }
    }

    private static void setPassword(AdminSocket session, ServerAccess access) throws IOException {
        for (var statement : access.statements()) {
            session.execute(statement);
        }
    }

    private static void create(AdminSocket session, String extension) throws IOException {
        try {
            session.execute(
                    "create extension if not exists \"%s\" cascade"
                            .formatted(extension.replace("\"", "\"\"")));
        } catch (AdminSocket.Refused refused) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "could not create extension \"%s\"".formatted(extension),
                            "%s.".formatted(refused.getMessage()),
                            "The setting \"extensions\" names those of the private server's installation."));
        }
    }
}
