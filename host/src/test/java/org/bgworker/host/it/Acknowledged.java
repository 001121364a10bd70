package org.bgworker.host.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bgworker.host.it.ZoneFiles.Counts;

/** What a host has said that it has done, and what of that is to be found later. */
final class Acknowledged {
    private static final Pattern LOADED = Pattern.compile("/([^/]+\\.csv): (\\d+) rows loaded");
    private static final Pattern WRITTEN = Pattern.compile("ledger: acknowledged (\\d+)");
    private static final Pattern COUNT = Pattern.compile("schema1.counted count is now (\\d+)");
    private static final Pattern RUN = Pattern.compile("scheduler job tick: succeeded after");

    private final Set<String> files = new TreeSet<>();
    private final List<String> permits = new ArrayList<>();
    private long rows;
    private long written;
    private long count;
    private long runs;

    /** Takes in all that a host has said until its end. */
    void hear(List<String> log) {
        for (var line : log) {
            var loaded = LOADED.matcher(line);
            if (loaded.find() && files.add(loaded.group(1))) {
                rows += number(loaded, 2);
            }
            var one = WRITTEN.matcher(line);
            written = one.find() ? number(one, 1) : written;
            var sum = COUNT.matcher(line);
            count = sum.find() ? number(sum, 1) : count;
            runs += RUN.matcher(line).find() ? 1 : 0;
        }
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }

    /** Takes in that a library has been permitted, with this note. */
    void permitted(String note) {
        permits.add(note);
    }

    /** What cannot be found any more, or should not be; nothing if all is well. */
    List<String> lost(ZoneFiles dropped, Found found) {
        var lost = new ArrayList<String>();
        checkFiles(lost, dropped.expected(), found);
        checkRows(lost, found.numbers());
        for (var note : permits) {
            check(lost, found.audits().list().contains(note + "\n"), "permission " + note);
        }
        check(
                lost,
                found.audits().reviews().size() >= permits.size(),
                "reviews of what was permitted");
        check(lost, !found.audits().reviews().contains(0L), "content of kept reviews");
        if (!lost.isEmpty()) {
            lost.add(found.toString());
        }
        return lost;
    }

    private void checkFiles(List<String> lost, Map<String, Counts> expected, Found found) {
        for (var file : expected.entrySet()) {
            var name = file.getKey();
            boolean isDone = found.folders().done().contains(name);
            boolean isWhole = file.getValue().equals(found.loaded().get(name));
            check(lost, isWhole || !files.contains(name), "rows of %s".formatted(name));
            check(lost, isWhole || !isDone, "rows of %s, which lies in done".formatted(name));
            check(
                    lost,
                    isDone != found.folders().waiting().contains(name),
                    "%s, or it lies in two folders".formatted(name));
        }
    }

    private void checkRows(List<String> lost, Found.Numbers found) {
        check(lost, found.ledger() >= written, "row %d of the ledger".formatted(written));
        check(lost, found.ledger() == found.ledgerRows(), "rows before the ledger's last");
        check(lost, found.total() >= count, "the count %d".formatted(count));
        check(
                lost,
                1 + found.ledgerSum() == found.total() + found.deltas(),
                "deltas, or their count");
        check(lost, found.runs() >= runs, "recorded runs, of %d".formatted(runs));
        check(lost, found.runs() == found.ticks(), "a run's work, or its record");
    }

    private static void check(List<String> lost, boolean isThere, String what) {
        if (!isThere) {
            lost.add(what);
        }
    }

    @Override
    public String toString() {
        return "%d files of %d rows, %d rows of the ledger, the count %d, %d runs, %d permissions"
                .formatted(files.size(), rows, written, count, runs, permits.size());
    }
}
