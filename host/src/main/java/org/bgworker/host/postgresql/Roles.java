package org.bgworker.host.postgresql;

import java.io.IOException;
import java.util.List;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/**
 * The two roles, and what belongs to the workers' database; made again at each start. The host's
 * own session never enters that database, whose owner it must not trust, but for extensions.
 */
final class Roles {
    private Roles() {}

    static void prepare(AdminSocket session, ServerAccess workers, ServerAccess administrator)
            throws IOException {
        if (session.execute(
                        "select 1 from pg_catalog.pg_roles where rolname = '%s'"
                                .formatted(workers.role()))
                .isEmpty()) {
            session.execute("create role \"%s\" login".formatted(workers.role()));
        }
        if (session.execute(
                        "select 1 from pg_catalog.pg_database where datname = '%s'"
                                .formatted(ServerAccess.DATABASE))
                .isEmpty()) {
            session.execute(
                    "create database \"%s\" owner \"%s\""
                            .formatted(ServerAccess.DATABASE, workers.role()));
        }
        session.execute(workers.statement());
        session.execute(administrator.statement());
    }

    /** In a session of its own in the workers' database; their scripts are made for that. */
    static void createExtensions(AdminSocket session, List<String> extensions) {
        for (var extension : extensions) {
            try {
                session.execute(
                        "create extension if not exists \"%s\" schema public cascade"
                                .formatted(extension.replace("\"", "\"\"")));
            } catch (IOException refused) {
                notCreated(extension, refused);
            }
        }
    }

    static void notCreated(String extension, IOException refused) {
        Log.write(
                new Report(
                        Severity.WARNING,
                        "could not create extension \"%s\"".formatted(extension),
                        "%s.".formatted(refused.getMessage()),
                        "Only extensions of the private server's installation can be listed in \"extensions\"."));
    }
}
