package org.bgworker.host.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bgworker.host.report.Report;

/** Reports as trees of JSON. */
final class ReportTrees {
    private ReportTrees() {}

    /** With the level, as the log has it. */
    static Map<String, Object> tree(Report report) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("severity", report.severity().label());
        tree.putAll(error(report));
        return tree;
    }

    /** What is wrong, in three parts. */
    static Map<String, Object> error(Report report) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("primary", report.primary());
        tree.put("detail", report.detail());
        tree.put("hint", report.hint());
        return tree;
    }
}
