package org.bgworker.sample.scheduler;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** When which job is due. What time it is, is told from outside. */
final class Timetable {
    private final ZoneId zone;
    private Map<String, Entry> entries = new TreeMap<>();

    /** A job, and when it comes next; a job with a bad schedule never does. */
    private record Entry(Job job, Optional<Coming> coming) {}

    private record Coming(Schedule schedule, Instant at) {}

    /**
     * A job to be run.
     *
     * @param job the job
     * @param at the time that its schedule names, now or not long ago
     */
    record Due(Job job, Instant at) {}

    /**
     * A job that will never be due.
     *
     * @param job the job
     * @param reason what is wrong with its schedule
     */
    record Bad(Job job, String reason) {}

    /** Empty; expressions will be read in this time zone. */
    Timetable(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * Takes the jobs as they are now. Those whose schedule has not changed keep their next time.
     *
     * @return the jobs with a bad schedule that were not known to have it
     */
    List<Bad> take(List<Job> jobs, Instant now) {
        var bad = new ArrayList<Bad>();
        var taken = new TreeMap<String, Entry>();
        for (var job : jobs) {
            var known = entries.get(job.name());
            if (known != null && known.job().schedule().equals(job.schedule())) {
                taken.put(job.name(), new Entry(job, known.coming()));
            } else {
                taken.put(job.name(), read(job, now, bad));
            }
        }
        entries = taken;
        return bad;
    }

    private Entry read(Job job, Instant now, List<Bad> bad) {
        try {
            var coming = coming(Schedule.parse(job.schedule()), now);
            if (coming.isEmpty()) {
                bad.add(new Bad(job, "it names no time that will ever come"));
            }
            return new Entry(job, coming);
        } catch (IllegalArgumentException unreadable) {
            bad.add(new Bad(job, String.valueOf(unreadable.getMessage())));
        } catch (RuntimeException unforeseen) { // whatever the text is, the scheduler goes on
            bad.add(new Bad(job, unforeseen.toString()));
        }
        return new Entry(job, Optional.empty());
    }

    private Optional<Coming> coming(Schedule schedule, Instant now) {
        return schedule.nextAfter(now, zone).map(at -> new Coming(schedule, at));
    }

    /** The time of the next job, if there is any. */
    Optional<Instant> next() {
        return entries.values().stream()
                .flatMap(entry -> entry.coming().stream())
                .map(Coming::at)
                .min(Comparator.naturalOrder());
    }

    /** The jobs whose time has come, each once however often it has come since the last call. */
    List<Due> due(Instant now) {
        var due = new ArrayList<Due>();
        for (var entry : List.copyOf(entries.values())) {
            var coming = entry.coming().filter(it -> !it.at().isAfter(now));
            if (coming.isPresent()) {
                var it = coming.orElseThrow();
                due.add(new Due(entry.job(), it.at()));
                entries.put(entry.job().name(), new Entry(entry.job(), coming(it.schedule(), now)));
            }
        }
        return due;
    }
}
