package org.bgworker.sample.scheduler;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.bgworker.spi.WorkerContext;

/** Reads the jobs again and again, and has those that are due started. */
final class Dispatcher {
    private static final System.Logger LOG = System.getLogger("scheduler");

    private final WorkerContext context;
    private final JobTables tables;
    private final InstantSource clock;
    private final Runs runs;
    private ZoneId zone = ZoneId.of("UTC");
    private Timetable timetable = new Timetable(zone, Reached.of(Instant.MIN));
    private Instant nextLook = Instant.MIN;

    Dispatcher(WorkerContext context, JobTables tables, InstantSource clock) {
        this.context = context;
        this.tables = tables;
        this.clock = clock;
        this.runs = new Runs(context, tables);
    }

    /** Begins: takes over what a scheduler before this one has started. */
    void adopt() throws SQLException {
        LOG.log(INFO, "running the jobs of scheduler.job");
        runs.adopt();
        timetable = new Timetable(zone, Reached.of(tables.reached().orElse(Instant.MIN)));
        reload();
    }

    /** Takes the settings as they are now; the jobs are read at the next turn. */
    void reload() {
        var name = context.settings().getString("scheduler.timezone");
        try {
            var wanted = ZoneId.of(name);
            if (!wanted.equals(zone)) {
                zone = wanted;
                timetable = timetable.in(zone);
            }
        } catch (DateTimeException unknown) {
            LOG.log(
                    WARNING,
                    "invalid value for parameter \"scheduler.timezone\": \"%s\"; it stays %s"
                            .formatted(name, zone));
        }
        nextLook = Instant.MIN;
    }

    /**
     * Does what is to be done now.
     *
     * @return how long nothing will be
     */
    Duration turn() throws SQLException, InterruptedException {
        runs.closeEnded();
        var now = clock.instant();
        var followers = timetable.see(now);
        // Before anything starts, too: what has been deleted must not run, and not in its old form.
        if (followers != Followers.NONE || !now.isBefore(wake())) {
            look(now);
            if (followers != Followers.NONE) {
                setBack(now, followers);
            }
            startDue(now);
        }
        return until(wake(), naptime());
    }

    private void startDue(Instant now) throws InterruptedException {
        // All that are due now wait until the same moment: the last not for all before it.
        var patience = context.settings().getDuration("scheduler.slot_timeout");
        var end = now.plus(patience);
        for (var due : timetable.due(now)) {
            runs.start(due, until(end, patience));
        }
    }

    /** How long until then; at most, for the clock may have been set back meanwhile. */
    private Duration until(Instant time, Duration atMost) {
        var left = Duration.between(clock.instant(), time);
        return left.compareTo(atMost) < 0 ? left : atMost;
    }

    private Instant wake() {
        return timetable.next().filter(nextLook::isAfter).orElse(nextLook);
    }

    private Duration naptime() {
        return context.settings().getDuration("scheduler.naptime");
    }

    private void look(Instant now) throws SQLException {
        for (var bad : timetable.take(tables.jobs(), now)) {
            tables.noteBadSchedule(bad, now);
            LOG.log(
                    WARNING,
                    "job \"%s\" has a bad schedule, \"%s\": %s"
                            .formatted(bad.job().name(), bad.job().schedule(), bad.reason()));
        }
        nextLook = now.plus(naptime());
    }

    private void setBack(Instant now, Followers followers) throws SQLException {
        LOG.log(
                WARNING,
                "the clock was set back to %s; %s jobs are run for due times that come again"
                        .formatted(
                                now.truncatedTo(ChronoUnit.SECONDS),
                                followers == Followers.ALL ? "all" : "only frequent"));
        // In this order, so that a run that another host begins at the new time is not marked.
        var last = tables.lastRun();
        tables.noteSetBack(last, clock.instant(), timetable.except(followers));
    }
}
