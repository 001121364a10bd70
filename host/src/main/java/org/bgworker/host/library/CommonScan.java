package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One scan for many libraries: to set one up takes longer than to read a small library. Only those
 * take part that have no package in common, and of which none names a package of another: in a
 * common scan they would be taken for one program. The others are left to be inspected by
 * themselves, as are those with problems, since these will not be loaded.
 */
final class CommonScan {
    private final Map<Candidate, Reach> libraries = new LinkedHashMap<>();
    private final Map<String, Path> owners = new HashMap<>();

    private CommonScan() {}

    /** Inspects those of the libraries that can be inspected in common. */
    static Map<Candidate, Inspection> inspect(List<Candidate> candidates) {
        var scan = new CommonScan();
        candidates.forEach(scan::add);
        scan.libraries
                .entrySet()
                .removeIf(one -> scan.namesAnother(one.getKey().entry(), one.getValue()));
        return scan.libraries.isEmpty() ? Map.of() : scan.inspect();
    }

    private void add(Candidate candidate) {
        try {
            if (candidate.problems(Spi.version()).isEmpty()) {
                var reach = Reach.of(candidate);
                if (reach.packages().stream().noneMatch(owners::containsKey)) {
                    reach.packages().forEach(one -> owners.put(one, candidate.entry()));
                    libraries.put(candidate, reach);
                }
            }
        } catch (NamedPackages.UnreadableException left) {
            // to be inspected by itself
        }
    }

    private boolean namesAnother(Path library, Reach reach) {
        return reach.named().stream()
                .anyMatch(one -> !owners.getOrDefault(one, library).equals(library));
    }

    private Map<Candidate, Inspection> inspect() {
        var packages = new HashSet<String>();
        libraries.keySet().forEach(one -> packages.addAll(one.root().packages()));
        var jars = libraries.values().stream().flatMap(one -> one.jars().stream()).toList();
        try (var scan = ClassScan.of(jars, packages)) {
            var found = new HashMap<Candidate, Inspection>();
            libraries
                    .keySet()
                    .forEach(one -> found.put(one, new Inspector(one.root(), scan).inspect()));
            return found;
        }
    }
}
