package org.bgworker.sample.scheduler;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.bgworker.spi.WorkerContext;

/** Reads the jobs again and again, and has those that are due started. */
final class Dispatcher {
    private static final System.Logger LOG = System.getLogger("scheduler");

    private final WorkerContext context;
    private final JobTables tables;
    private final InstantSource clock;
    private final Runs runs;
    private ZoneId zone = ZoneId.of("UTC");
    private Timetable timetable = new Timetable(zone);
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
        reload();
    }

    /** Takes the settings as they are now; the jobs are read at the next turn. */
    void reload() {
        var name = context.settings().getString("scheduler.timezone");
        try {
            var wanted = ZoneId.of(name);
            if (!wanted.equals(zone)) {
                zone = wanted;
                timetable = new Timetable(zone);
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
        // Before anything starts, too: what has been deleted must not run, and not in its old form.
        if (!now.isBefore(wake())) {
            look(now);
            // All that are due now wait until the same moment: the last not for all before it.
            var until = now.plus(context.settings().getDuration("scheduler.slot_timeout"));
            for (var due : timetable.due(now)) {
                runs.start(due, Duration.between(clock.instant(), until));
            }
        }
        return Duration.between(clock.instant(), wake());
    }

    private Instant wake() {
        return timetable.next().filter(nextLook::isAfter).orElse(nextLook);
    }

    private void look(Instant now) throws SQLException {
        for (var bad : timetable.take(tables.jobs(), now)) {
            tables.noteBadSchedule(bad, now);
            LOG.log(
                    WARNING,
                    "job \"%s\" has a bad schedule, \"%s\": %s"
                            .formatted(bad.job().name(), bad.job().schedule(), bad.reason()));
        }
        nextLook = now.plus(context.settings().getDuration("scheduler.naptime"));
    }
}
