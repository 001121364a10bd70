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
    private Reached reached;
    private Map<String, Entry> entries = new TreeMap<>();

    /** A job, its schedule if it can be read, and when it is due next if it ever is. */
    private record Entry(Job job, Optional<Schedule> schedule, Optional<Instant> next) {
        boolean follows(Followers followers) {
            return followers.include(schedule);
        }
    }

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

    /** Empty; expressions will be read in this time zone, and the clock has shown these times. */
    Timetable(ZoneId zone, Reached reached) {
        this.zone = zone;
        this.reached = reached;
    }

    /** An empty one in another time zone, with the same clock. */
    Timetable in(ZoneId other) {
        return new Timetable(other, reached);
    }

    /**
     * Tells the time, before jobs are taken or asked for. If the clock has been set back, the jobs
     * that follow it get their next time by the new clock; the others keep theirs.
     *
     * @return which jobs follow it
     */
    Followers see(Instant now) {
        var followers = reached.followers(now);
        reached = reached.after(now);
        entries.replaceAll((_, entry) -> entry.follows(followers) ? after(now, entry) : entry);
        return followers;
    }

    /** The names of the jobs that do not follow the clock, active or not. */
    List<String> except(Followers followers) {
        return entries.values().stream()
                .filter(entry -> !entry.follows(followers))
                .map(entry -> entry.job().name())
                .toList();
    }

    /**
     * Takes the jobs as they are now. Those whose schedule has not changed keep their next time.
     *
     * @return the active jobs with a bad schedule that were not known to have it
     */
    List<Bad> take(List<Job> jobs, Instant now) {
        var bad = new ArrayList<Bad>();
        var taken = new TreeMap<String, Entry>();
        for (var job : jobs) {
            var known = entries.get(job.name());
            if (known != null && known.job().isDueLike(job)) {
                taken.put(job.name(), new Entry(job, known.schedule(), known.next()));
            } else {
                taken.put(job.name(), read(job, now, bad));
            }
        }
        entries = taken;
        return bad;
    }

    private Entry read(Job job, Instant now, List<Bad> bad) {
        var schedule = Optional.<Schedule>empty();
        var next = Optional.<Instant>empty();
        var reason = "it names no time that will ever come";
        try {
            var it = Schedule.parse(job.schedule());
            schedule = Optional.of(it);
            next = it.nextAfter(now, zone);
        } catch (IllegalArgumentException unreadable) {
            reason = String.valueOf(unreadable.getMessage());
        } catch (RuntimeException unforeseen) { // whatever the text is, the scheduler goes on
            reason = unforeseen.toString();
        }
        if (!job.active()) {
            return new Entry(job, schedule, Optional.empty());
        }
        if (next.isEmpty()) {
            bad.add(new Bad(job, reason));
        }
        return new Entry(job, schedule, next);
    }

    private Entry after(Instant now, Entry entry) {
        var next =
                entry.next().flatMap(_ -> entry.schedule()).flatMap(it -> it.nextAfter(now, zone));
        return new Entry(entry.job(), entry.schedule(), next);
    }

    /** The time of the next job, if there is any. */
    Optional<Instant> next() {
        return entries.values().stream()
                .flatMap(entry -> entry.next().stream())
                .min(Comparator.naturalOrder());
    }

    /** The jobs whose time has come, each once however often it has come since the last call. */
    List<Due> due(Instant now) {
        var due = new ArrayList<Due>();
        for (var entry : List.copyOf(entries.values())) {
            entry.next()
                    .filter(at -> !at.isAfter(now))
                    .ifPresent(at -> {
                        due.add(new Due(entry.job(), at));
                        entries.put(entry.job().name(), after(now, entry));
                    });
        }
        return due;
    }
}
