package org.bgworker.host.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bgworker.host.report.Report;
import org.bgworker.spi.Setting;

/**
 * What a reload would change.
 *
 * @param changes of values
 * @param problems for which it would change nothing
 */
public record Preview(List<Change> changes, List<Report> problems) {
    /**
     * A setting whose value would be another.
     *
     * @param name of it
     * @param from its value
     * @param to its value then
     * @param origin where that is written
     * @param restart whether it would be another only after a restart
     */
    public record Change(String name, String from, String to, String origin, boolean restart) {}

    static Preview of(
            Map<String, Values.Entry> now, Map<String, Values.Entry> next, List<Report> problems) {
        var changes = new ArrayList<Change>();
        next.forEach((name, entry) -> {
            var before = now.get(name);
            if (before != null && !before.value().equals(entry.value())) {
                changes.add(
                        new Change(
                                name,
                                before.shown(),
                                entry.shown(),
                                entry.origin(),
                                entry.declaration().context() == Setting.Context.POSTMASTER));
            }
        });
        return new Preview(List.copyOf(changes), List.copyOf(problems));
    }
}
