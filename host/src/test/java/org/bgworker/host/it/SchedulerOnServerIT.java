package org.bgworker.host.it;

import static org.bgworker.host.it.SchedulerHost.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can happen to the sample scheduler on a server only: others have sessions there, too. */
final class SchedulerOnServerIT {
    private static final String END =
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '%s'";

    @TempDir private Path dir;
    @TempDir private Path other;

    @Test
    void a_scheduler_that_is_started_again_follows_the_runs_that_it_finds() {
        try (var server = PostgresServer.start();
                var host = start(server)) {
            host.job("long", SECOND, "select pg_sleep(60)");
            var skipped = "job \"long\" is due while it still runs";
            host.await("scheduler job long: begins run 1");
            host.await(skipped);
            assertEquals("t", host.ask(END.formatted("scheduler")));
            host.await("background worker \"scheduler\" (PID");
            host.await(skipped, 2); // told once of each run by each scheduler
            assertEquals("running", host.ask("select status from scheduler.job_run"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void the_end_of_a_job_whose_session_was_cut_wakes_the_scheduler_who_tells_the_outcome()
            throws SQLException {
        try (var server = PostgresServer.start();
                var host = start(server, "-c", "scheduler.naptime=1h")) {
            host.job("long", SECOND, "select pg_sleep(60)");
            host.ask("select 1"); // a reload, for the scheduler to see the job
            host.await("scheduler job long: begins run 1");
            host.change("update scheduler.job set active = false");
            host.ask("select 1"); // from now on it has nothing to do for an hour
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute(END.formatted("scheduler job long"));
            }
            host.await("WARNING:  scheduler: job \"long\" was aborted: ");
            assertEquals(
                    "aborted|57P01", host.ask("select status, sqlstate from scheduler.job_run"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void a_run_that_was_taken_for_lost_is_rolled_back() throws SQLException {
        try (var server = PostgresServer.start();
                var host = start(server)) {
            host.change("create table work (n integer)");
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute("select pg_advisory_lock(7)");
                host.job(
                        "slow",
                        SECOND,
                        "insert into work values (1); select pg_advisory_xact_lock(7)");
                host.await("scheduler job slow: begins run 1");
                host.change("update scheduler.job set active = false");
                host.change("update scheduler.job_run set status = 'aborted'");
            }
            host.await("scheduler job slow: another scheduler took this run for lost");
            assertEquals("0", host.ask("select count(*) from work"));
            assertEquals("aborted", host.ask("select status from scheduler.job_run"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void the_outcome_of_a_job_that_sets_another_role_is_written_down_all_the_same() {
        try (var server = PostgresServer.start();
                var host = start(server)) {
            host.change("create role guest");
            host.job("role", SECOND, "set role guest; select current_user");
            host.job("session", SECOND, "set session authorization guest; select session_user");
            host.job("wrong", SECOND, "set role guest; commit; select 1 / 0");
            host.await("scheduler job role: succeeded after");
            host.await("scheduler job session: succeeded after");
            host.await("scheduler job wrong: failed after");
            assertEquals(
                    "role|succeeded|guest|null/session|succeeded|guest|null/wrong|failed|null|22012",
                    host.ask(
                            "select distinct job, status, result, sqlstate from scheduler.job_run"
                                    + " where status not in ('starting', 'running') order by job"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void two_hosts_on_one_database_run_nothing_twice() {
        try (var server = PostgresServer.start();
                var first = start(server)) {
            first.change("create table work (n integer)");
            first.job("tick", SECOND, "insert into work values (1)");
            first.await("scheduler job tick: succeeded after");
            try (var second = new SchedulerHost(other, words(server))) {
                second.await("of job \"tick\" is", 3); // its own or the other's
                assertEquals(0, second.host().stop());
                assertFalse(String.join("\n", second.host().log()).contains("was not started"));
            }
            assertEquals(
                    "0",
                    first.ask(
                            "select (select count(*) from work) - count(*)"
                                    + " from scheduler.job_run where status = 'succeeded'"));
            assertEquals(0, first.host().stop());
        }
    }

    private SchedulerHost start(PostgresServer server, String... words) {
        var all = new ArrayList<>(words(server));
        all.addAll(List.of(words));
        return new SchedulerHost(dir, all);
    }

    private static List<String> words(PostgresServer server) {
        return List.of("-c", "database_url=" + server.url());
    }
}
