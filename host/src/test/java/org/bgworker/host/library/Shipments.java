package org.bgworker.host.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bgworker.host.testing.PuppetJar;
import org.bgworker.host.testing.puppet.PuppetLibrary;

/** The jars that are dropped: versions of two libraries, and some that cannot be loaded. */
final class Shipments {
    static final List<String> LIBRARIES = List.of("p", "q");

    /** What each version registers; one that fails is bad. */
    private static final List<List<String>> WORKERS =
            List.of(
                    List.of("w1"),
                    List.of("w1", "w2"),
                    List.of("w2"),
                    List.of(),
                    List.of("w2", "w1", "w3"),
                    List.of("w1", PuppetLibrary.FAILS));

    static final List<byte[]> JARS = jars();

    private static final Map<String, List<String>> REGISTERED = registered();

    private Shipments() {}

    private static List<byte[]> jars() {
        var jars = new ArrayList<byte[]>();
        for (var library : LIBRARIES) {
            for (int version = 0; version < WORKERS.size(); version++) {
                jars.add(PuppetJar.of(library, Integer.toString(version), WORKERS.get(version)));
            }
        }
        var first = jars.getFirst();
        jars.add(Arrays.copyOf(first, first.length / 2));
        jars.add("garbage".getBytes(UTF_8));
        jars.add(PuppetJar.zip(Map.of("some/Text", new byte[5])));
        return List.copyOf(jars);
    }

    private static Map<String, List<String>> registered() {
        var all = new HashMap<String, List<String>>();
        for (var library : LIBRARIES) {
            for (int version = 0; version < WORKERS.size(); version++) {
                all.put(library + " " + version, WORKERS.get(version));
            }
        }
        return all;
    }

    /** The workers that a library's version registers. */
    static List<String> workers(String nameAndVersion) {
        return REGISTERED.getOrDefault(nameAndVersion, List.of());
    }

    /** Whether its init does not fail. */
    static boolean good(String nameAndVersion) {
        return !workers(nameAndVersion).contains(PuppetLibrary.FAILS);
    }

    static byte[] jar(int which) {
        return JARS.get(which % JARS.size());
    }

    /** With a plain jar beside it, or not. */
    static Map<String, byte[]> folder(int which) {
        var files = new HashMap<String, byte[]>();
        files.put("root.jar", jar(which));
        if (which % 3 == 0) {
            files.put("plain-1.0.jar", PuppetJar.zip(Map.of("some/Text", new byte[which % 4])));
        }
        return files;
    }

    static String version(int which) {
        return LIBRARIES.get(which % 2) + " " + which / 2 % WORKERS.size();
    }
}
