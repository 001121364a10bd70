import org.bgworker.sample.scheduler.Scheduler;
import org.bgworker.sample.scheduler.SchedulerJob;
import org.bgworker.sample.scheduler.SchedulerMain;
import org.bgworker.spi.WorkerLibrary;
import org.bgworker.spi.WorkerMain;
import org.jspecify.annotations.NullMarked;

/**
 * Runs SQL at the times of a table, {@code scheduler.job}, and keeps what came of it in another,
 * {@code scheduler.job_run}.
 *
 * <p>A job is a row: {@code insert into scheduler.job (name, schedule, command) values ('purge', '0
 * 3 * * *', 'delete from session where ends_at < now()')}. The cron expression has the five fields
 * of crontab(5), or six with seconds first, or is {@code @hourly}, {@code @daily} and so on; it is
 * read in the time zone of {@code scheduler.timezone}. As in crontab(5), a job with both a day of
 * month and a day of week is due on the days that match either; but if one of these fields begins
 * with {@code *}, as <code>&#42;/2</code> does, only on the days that match both.
 *
 * <p>Each run is a dynamic worker with a session of its own: the SQL and the row that says how it
 * ended are one transaction, so the row says {@code succeeded} if and only if the SQL took effect.
 * It says {@code failed}, with the SQLSTATE, if the SQL did; {@code aborted} if the worker was
 * terminated, crashed, or fell with the host; of one that was not run, {@code not_started} or
 * {@code bad_schedule}. What did not succeed is one line of the log besides.
 *
 * <p>What one may rely on:
 *
 * <ul>
 *   <li>One run of a job at a time. A job that is due while it still runs is not started; its
 *       {@code job_run.skipped} counts how often.
 *   <li>Nothing is made up for. What was due while no scheduler ran is not run later; what is
 *       noticed late, after a suspended machine woke up or the clock was set forward, runs once.
 *   <li>No due time of a job is run twice, unless it comes again because the clock was set back.
 *       That holds even if two hosts, whose clocks agree to within a minute, use one database by
 *       mistake. Each of them takes the other's runs for lost when it starts, though, and what is
 *       taken for lost is rolled back: let one host run the jobs of a database.
 *   <li>When the clock is set back by up to a minute, the jobs wait until it has caught up. When it
 *       is set back by up to three hours, the frequent jobs go on at the new time, and the others
 *       are not run again for due times that they have had. After a larger step all jobs follow the
 *       new time at once. A job is frequent if its hour is {@code *}, or if its minute or second
 *       begins with {@code *}. The step is noticed within {@code scheduler.naptime}, or when the
 *       scheduler starts. The runs whose due times come again are marked: {@code
 *       job_run.clock_set_back}.
 *   <li>A due time that finds no free slot waits for {@code scheduler.slot_timeout}, and is then
 *       noted as {@code not_started}.
 *   <li>A time that the clocks leave out in spring does not come that day, and one that they show
 *       twice in autumn is run once unless the job is due every hour or more often. In UTC, the
 *       default, there is neither.
 *   <li>A job is one transaction, so it cannot hold what cannot stand in one, such as {@code
 *       VACUUM}, and cannot be read-only. It may set another role; its row is written by the role
 *       that the session began with.
 *   <li>{@code job_run} grows. A job may clear it: {@code delete from scheduler.job_run where
 *       due_at < now() - interval '30 days'}.
 * </ul>
 *
 * <p>A library whose dependency is a jar without module-info, which has a dependency itself.
 */
@NullMarked
@SuppressWarnings("requires-automatic") // cron-utils; the host makes a module of it
module scheduler {
    requires com.cronutils;
    requires org.bgworker.spi;
    requires static org.jspecify;

    provides WorkerLibrary with
            Scheduler;
    provides WorkerMain with
            SchedulerMain,
            SchedulerJob;
}
