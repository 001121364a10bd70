package org.bgworker.host.it;

import static org.bgworker.host.it.SchedulerHost.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample scheduler keeps its promises. */
final class SchedulerIT {
    /** Takes so many milliseconds. */
    private static final String NAP =
            "create or replace function nap(ms bigint) returns void language sql as"
                    + " 'select pg_sleep(ms / 1000.0)'";

    @TempDir private Path dir;

    private SchedulerHost start(String... words) {
        var all = List.of(HostProcess.withDatabase(words));
        var host = new SchedulerHost(dir, all);
        host.change(NAP);
        host.change("create table work (n integer)");
        return host;
    }

    @Test
    void a_job_and_the_row_that_says_succeeded_are_one_transaction() throws Exception {
        try (var host = start()) {
            host.job("tick", SECOND, "insert into work values (1)");
            host.await("scheduler job tick: succeeded after", 3);
            assertEquals(
                    "1 row|null|null|0",
                    host.ask(
                            "select distinct result, sqlstate, error, skipped"
                                    + " from scheduler.job_run where status = 'succeeded'"));
            host.restart(); // kills
            assertEquals(
                    "0",
                    host.ask(
                            "select (select count(*) from work) - count(*)"
                                    + " from scheduler.job_run where status = 'succeeded'"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void what_fails_is_rolled_back_and_told_with_its_sqlstate_in_one_line() throws Exception {
        try (var host = start()) {
            host.job("fails", SECOND, "insert into work values (1); select 1 / 0");
            host.job("works", SECOND, "select 40 + 2");
            var line = host.await("WARNING:  scheduler job fails: failed after", 2);
            assertTrue(line.endsWith("(SQLSTATE 22012)"), line);
            host.await("scheduler job works: succeeded after", 2);
            assertEquals(
                    "fails|failed|22012|null/works|succeeded|null|42",
                    host.ask(
                            "select distinct job, status, sqlstate, result from scheduler.job_run"
                                    + " where status not in ('starting', 'running') order by job"));
            assertEquals("0", host.ask("select count(*) from work"));
            assertEquals(0, host.host().stop());
            assertTrue(host.host().log().stream().noneMatch(it -> it.contains("] ERROR:")));
        }
    }

    @Test
    void a_bad_expression_is_one_row_and_one_line_and_harms_no_other() throws Exception {
        try (var host = start()) {
            host.job("bad", "61 * * * *", "select 1");
            host.job("good", SECOND, "select 40 + 2");
            host.await("scheduler job good: succeeded after", 3);
            var bad = "WARNING:  scheduler: job \"bad\" has a bad schedule, \"61 * * * *\": ";
            assertTrue(host.await(bad).endsWith("Value 61 not in range [0, 59]"));
            assertEquals(1, host.host().log().stream().filter(line -> line.contains(bad)).count());
            assertEquals(
                    "bad_schedule|1|Failed to parse cron expression. Value 61 not in range [0, 59]",
                    host.ask(
                            "select status, count(*), max(error) from scheduler.job_run"
                                    + " where job = 'bad' group by status"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void a_job_that_still_runs_when_it_is_due_is_not_started_twice() throws Exception {
        try (var host = start()) {
            host.job("slow", SECOND, "select nap(2500)");
            host.await("LOG:  scheduler: job \"slow\" is due while it still runs");
            host.await("scheduler job slow: succeeded after", 2);
            assertEquals(
                    "1",
                    host.ask(
                            "select count(*) from scheduler.job_run where skipped >= 2"
                                    + " and id = (select min(id) from scheduler.job_run)"));
            assertEquals(
                    "0",
                    host.ask(
                            "select count(*) from scheduler.job_run a, scheduler.job_run b"
                                    + " where a.id < b.id and extract(epoch from b.started_at)"
                                    + " < extract(epoch from a.started_at) + a.duration_ms / 1000"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void a_job_that_finds_no_slot_in_time_is_noted_as_not_started() throws Exception {
        try (var host = start("-c", "max_worker_processes=2", "-c", "scheduler.slot_timeout=1s")) {
            host.job("late", SECOND, "select 1");
            var why =
                    "too many background workers. Up to 2 background workers can be registered with the current settings.";
            host.await("WARNING:  scheduler: job \"late\" was not started: " + why, 2);
            assertEquals(
                    "not_started|" + why,
                    host.ask(
                            "select distinct status, error from scheduler.job_run"
                                    + " where status <> 'starting'"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void a_job_that_finds_no_slot_at_first_waits_for_one() throws Exception {
        try (var host = start("-c", "max_worker_processes=3", "-c", "scheduler.slot_timeout=60s")) {
            host.job("one", SECOND, "select nap(200)");
            host.job("two", SECOND, "select nap(200)");
            host.await("scheduler job one: succeeded after", 2);
            host.await("scheduler job two: succeeded after", 2);
            assertTrue(host.host().log().stream().noneMatch(it -> it.contains("was not started")));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void the_outcome_of_a_terminated_job_is_told_by_the_scheduler() throws Exception {
        try (var host = start()) {
            host.job("long", SECOND, "select nap(60000)");
            host.await("job \"long\" is due while it still runs");
            host.terminate(host.handleOfRun(1));
            var outcome = "terminated by an administrator";
            host.await("WARNING:  scheduler: job \"long\" was aborted: " + outcome);
            assertEquals(
                    "aborted|null|" + outcome,
                    host.ask(
                            "select status, sqlstate, error from scheduler.job_run"
                                    + " where id = (select min(id) from scheduler.job_run)"));
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void after_a_kill_lost_runs_are_noted_and_missed_ones_not_made_up_for() throws Exception {
        try (var host = start()) {
            host.job("long", SECOND, "select nap(60000)");
            host.await("job \"long\" is due while it still runs");
            var killed = time(host.host().log().getLast());
            host.restart();
            var outcome = "the host was stopped before the job ended";
            host.await("WARNING:  scheduler: job \"long\" was aborted: " + outcome);
            var again = time(host.await("scheduler: running the jobs of scheduler.job"));
            host.await("scheduler job long: begins run");
            assertEquals(
                    "aborted|" + outcome + "/running|null",
                    host.ask("select status, error from scheduler.job_run order by id"));
            assertEquals(
                    "0",
                    host.ask(
                            "select count(*) from scheduler.job_run where due_at between"
                                    + " timestamp with time zone '%s' and timestamp with time zone '%s'"
                                            .formatted(killed, again)));
            assertEquals(0, host.host().stop());
        }
    }

    private static String time(String line) {
        return line.substring(0, "2026-01-01 00:00:00.000".length()) + "+00";
    }

    @Test
    void a_reload_takes_the_settings_and_the_jobs_at_once() throws Exception {
        try (var host = start("-c", "scheduler.naptime=1h")) {
            Files.writeString(
                    dir.resolve("data").resolve("bgworker.conf"),
                    "scheduler.timezone = 'Mars/Olympus'\n");
            host.job("soon", SECOND, "select 1");
            host.ask("select 1"); // the next reload
            host.await(
                    "WARNING:  scheduler: invalid value for parameter \"scheduler.timezone\":"
                            + " \"Mars/Olympus\"; it stays UTC");
            host.await("scheduler job soon: succeeded after");
            assertEquals(0, host.host().stop());
        }
    }

    @Test
    void without_jobs_it_says_one_line() throws Exception {
        try (var host = start("-c", "log_min_messages=warning")) {
            host.ask("select 1");
            host.ask("select 1");
            assertEquals(0, host.host().stop());
            assertEquals(
                    1, host.host().log().stream().filter(it -> it.contains("scheduler")).count());
        }
    }
}
