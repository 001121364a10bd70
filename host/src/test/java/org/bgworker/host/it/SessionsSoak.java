package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten writers and ten readers on the private server, beside a statement of a minute that has
 * written a row: nobody waits for it, and each ends as soon as it is told to.
 */
final class SessionsSoak {
    private static final int SIDE = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String LONG =
            """
            var connection = worker.initializeConnection();
            connection.setAutoCommit(false);
            var statement = connection.createStatement();
            statement.execute("update counters set n = n + 1 where id = 0");
            say("begins");
            long begin = System.nanoTime();
            statement.execute("with recursive t(n) as (select 1 union all select n + 1 from t where clock_timestamp() < now() + interval '60 s') select count(*) from t");
            connection.commit();
            say("took " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            """;

    /** Executes its statement again and again, and tells the longest that it took. */
    private static final String REPEATS =
            """
            static String of(String text, WorkerContext worker) throws Exception {
                var statement = worker.initializeConnection().createStatement();
                long longest = 0;
                int count = 0;
                while (worker.terminateRequested().isEmpty()) {
                    long begin = System.nanoTime();
                    statement.execute(text);
                    longest = Math.max(longest, System.nanoTime() - begin);
                    count++;
                    try (var hold = worker.hold()) { worker.latch().await(Duration.ofMillis(20)); }
                    worker.latch().reset();
                }
                return count + " statements, the longest " + longest / 1_000_000 + " ms";
            }
            """;

    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void nobody_waits_for_a_statement_of_a_minute() {
        var workers =
                Workers.of("com.acme.many")
                        .worker(
                                "prepares",
                                CONNECTED,
                                """
                                worker.initializeConnection().createStatement().execute(
                                        "create table counters (id int primary key, n int); insert into counters select g, 0 from generate_series(0, 10) g");
                                for (var name : List.of(NAMES)) { worker.registerDynamic(child(name)
                                        .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION).build()); }
                                """
                                        .replace("NAMES", quoted(names())));
        workers.function("minute", LONG);
        workers.worker("clock", "worker.latch().await(Duration.ofSeconds(45)); say(\"45 s\");");
        for (int i = 1; i <= SIDE; i++) {
            repeating(workers, "writer" + i, "update counters set n = n + 1 where id = " + i);
            repeating(workers, "reader" + i, "select sum(n) from counters");
        }
        workers.jar(modules.resolve("many.jar"));
        try (var host =
                HostProcess.run(
                        modules,
                        data,
                        "-c",
                        "max_worker_processes=40",
                        "-c",
                        "log_min_messages=debug1")) {
            host.await("clock: 45 s"); // longer than is waited for one line
            System.out.println(host.await("minute: took").replaceAll(".*minute", "minute"));
            for (var name : names().subList(1, names().size())) {
                long begin = System.nanoTime();
                assertEquals(0, Answer.ofHost(data, "terminate", name).code());
                var told = host.await(name + ": ended after");
                host.await("background worker \"%s\" (PID".formatted(name));
                var took = Duration.ofNanos(System.nanoTime() - begin);
                System.out.println(
                        "%s, ended in %d ms"
                                .formatted(told.replaceAll(".*: ended", name), took.toMillis()));
                assertTrue(took.compareTo(PATIENCE) < 0, took::toString);
                long longest = Long.parseLong(told.replaceAll(".*longest (\\d+) ms.*", "$1"));
                assertTrue(longest < PATIENCE.toMillis(), told);
            }
            assertEquals(0, host.stop());
        }
    }

    private static List<String> names() {
        var names = new ArrayList<>(List.of("minute"));
        for (int i = 1; i <= SIDE; i++) {
            names.addAll(List.of("writer" + i, "reader" + i));
        }
        return names;
    }

    private static String quoted(List<String> names) {
        return "\"" + String.join("\", \"", names) + "\"";
    }

    private static void repeating(Workers workers, String name, String text) {
        workers.functionClass(
                name,
                REPEATS
                        + """
                        @Override public void main(Datum mainArg) throws Exception {
                            say("ended after " + of("%s", WorkerContext.current()));
                        }
                        """
                                .formatted(text));
    }
}
