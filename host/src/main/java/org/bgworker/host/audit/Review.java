package org.bgworker.host.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.bgworker.host.archive.JarImage;
import org.bgworker.host.library.Contents;
import org.bgworker.host.report.Report;

/**
 * What a reviewer wants to see of a library, read without loading a class.
 *
 * @param contents what it declares
 * @param modules the root first, then its private dependencies by name
 * @param registering places that register static workers
 * @param capabilities what it can do, each with every place where that stands
 * @param classes SHA-256 by {@code module/class}
 * @param problems with it, those of its contents first; it must not be permitted if there are any
 */
public record Review(
        Contents contents,
        List<ReviewedModule> modules,
        List<Registering> registering,
        Map<Capability, SortedSet<Place>> capabilities,
        SortedMap<String, String> classes,
        List<Report> problems) {

    /** Reviews a library. */
    public static Review of(Contents contents) {
        var abilities = Abilities.of(contents);
        var problems = new ArrayList<>(contents.problems());
        problems.addAll(abilities.problems());
        return new Review(
                contents,
                contents.parts().stream()
                        .map(ReviewedModule::of)
                        .sorted(
                                java.util.Comparator.comparing(
                                                (ReviewedModule one) -> !one.isRoot())
                                        .thenComparing(ReviewedModule::name))
                        .toList(),
                abilities.registering(),
                abilities.places(),
                classes(contents),
                List.copyOf(problems));
    }

    private static SortedMap<String, String> classes(Contents contents) {
        var classes = new TreeMap<String, String>();
        for (var part : contents.parts()) {
            Abilities.classes(part.image())
                    .forEach((name, bytes) ->
                            classes.put(className(part, name), JarImage.sha256(bytes)));
        }
        return classes;
    }

    private static String className(Contents.Part part, String entry) {
        var path = entry.substring(0, entry.length() - ".class".length());
        return part.descriptor().name() + "/" + path.replace('/', '.');
    }

    /** As maps, lists and texts, for JSON. */
    public Map<String, Object> tree() {
        return ReviewTree.of(this);
    }

    /** One SHA-256 of all its files. */
    public String fingerprint() {
        return Contents.fingerprint(Audit.hashes(contents.identity()));
    }
}
