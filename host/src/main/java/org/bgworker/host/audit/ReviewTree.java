package org.bgworker.host.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.bgworker.host.report.Report;
import org.bgworker.host.setting.Declaration;

/** A review as maps, lists and texts, which is what is kept of it and what JSON shows. */
final class ReviewTree {
    /** To be counted up when the shape changes. */
    private static final int FORMAT = 1;

    private ReviewTree() {}

    static Map<String, Object> of(Review review) {
        var contents = review.contents();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("format", FORMAT);
        tree.put("name", contents.name());
        tree.put("version", contents.version());
        tree.put("fingerprint", review.fingerprint());
        tree.put("modules", review.modules().stream().map(ReviewTree::module).toList());
        tree.put("init", contents.init().orElse(""));
        tree.put("functions", new java.util.TreeMap<>(contents.functions()));
        tree.put(
                "registrations",
                review.registering().stream()
                        .map(one -> fields("where", one.where(), "names", one.names()))
                        .toList());
        tree.put("settings", contents.settings().stream().map(ReviewTree::setting).toList());
        tree.put("capabilities", capabilities(review));
        tree.put("classes", review.classes());
        tree.put("problems", review.problems().stream().map(ReviewTree::report).toList());
        return tree;
    }

    private static Map<String, Object> module(ReviewedModule module) {
        return fields(
                "name", module.name(),
                "version", module.version(),
                "file", module.file(),
                "sha256", module.sha256(),
                "root", module.isRoot(),
                "requires", module.requires(),
                "exports", module.exports(),
                "opens", module.opens(),
                "packages", module.packages(),
                "signers", module.signers());
    }

    private static Map<String, Object> setting(Declaration setting) {
        return fields(
                "name", setting.name(),
                "type", setting.type().name(),
                "default", setting.defaultValue(),
                "range", setting.range(),
                "description", setting.description());
    }

    private static List<Object> capabilities(Review review) {
        var all = new ArrayList<Object>();
        review.capabilities()
                .forEach((can, places) ->
                        all.add(fields("what", can.word(), "places", places(places))));
        return all;
    }

    private static List<Map<String, Object>> places(SortedSet<Place> places) {
        return places.stream()
                .map(one -> fields("module", one.module(), "where", one.where(), "use", one.use()))
                .toList();
    }

    /** The parts of a report. */
    static Map<String, Object> report(Report report) {
        return fields(
                "severity", report.severity().label(),
                "primary", report.primary(),
                "detail", report.detail(),
                "hint", report.hint());
    }

    /** Names and values by turns. */
    static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
