package org.bgworker.host.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bgworker.host.archive.JarImage;
import org.bgworker.spi.WorkerMain;

/**
 * As much of a library as an inspection has to read: the root's jar, those whose classes name the
 * SPI, and those whose classes name one of these. No class of another jar can lead to the SPI.
 *
 * @param jars in the library's order
 * @param packages of theirs
 * @param named packages that their classes name
 */
record Reach(List<JarImage> jars, Set<String> packages, Set<String> named) {
    private static final String SPI = WorkerMain.class.getPackageName();

    /** Of a library whose class files can be read. */
    static Reach of(Candidate candidate) throws NamedPackages.UnreadableException {
        var named = new HashMap<JarImage, Set<String>>();
        for (var jar : candidate.jars()) {
            var all = new HashSet<>(NamedPackages.in(jar));
            all.addAll(jar.packages());
            named.put(jar, all);
        }
        var packages = new HashSet<>(candidate.root().packages());
        packages.add(SPI);
        var beyond = new ArrayList<>(candidate.jars());
        var next = meeting(packages, beyond, named);
        while (!next.isEmpty()) {
            next.forEach(jar -> packages.addAll(jar.packages()));
            beyond.removeAll(next);
            next = meeting(packages, beyond, named);
        }
        var jars = new ArrayList<>(candidate.jars());
        jars.removeAll(beyond);
        return of(candidate, jars, named);
    }

    private static List<JarImage> meeting(
            Set<String> packages, List<JarImage> jars, HashMap<JarImage, Set<String>> named) {
        return jars.stream()
                .filter(jar -> !Collections.disjoint(packages, named.getOrDefault(jar, Set.of())))
                .toList();
    }

    private static Reach of(
            Candidate candidate, List<JarImage> jars, HashMap<JarImage, Set<String>> named) {
        var packages = new HashSet<>(candidate.root().packages());
        var all = new HashSet<String>();
        for (var jar : jars) {
            packages.addAll(jar.packages());
            all.addAll(named.getOrDefault(jar, Set.of()));
        }
        return new Reach(jars, packages, all);
    }
}
