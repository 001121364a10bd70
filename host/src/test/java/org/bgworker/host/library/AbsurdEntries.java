package org.bgworker.host.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bgworker.host.testing.PuppetJar;

/** Files in jars, and jars in folders, that make no sense or are too many. */
final class AbsurdEntries {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String[] MANIFESTS = {
        "",
        "\n",
        "Manifest-Version: 1.0",
        "no colon\n",
        "Manifest-Version: 1.0\nMulti-Release: true\n",
        "Manifest-Version: 1.0\nAutomatic-Module-Name: 1.2.3\n",
        "Manifest-Version: 1.0\nAutomatic-Module-Name: \n",
        " starts with a blank\n",
        "Name: a\n: b\n\0\0",
        "A: " + "x".repeat(70_000) + "\n",
        "Manifest-Version: 1.0\nLaunch-Agent-Class: p.Agent\nClass-Path: ../../*\n"
    };
    private static final String[] SERVICES = {
        "",
        "#",
        "no.Such",
        "a b c",
        "java.lang.String",
        "..",
        "x".repeat(70_000),
        "\0",
        "p.A\np.A",
        "A"
    };
    private static final String[] SERVICE_NAMES = {
        "a.B", "1", "a..b", "java.sql.Driver", "", "x/y", ".", "org.bgworker.spi.WorkerMain", "B"
    };
    private static final String[] PLAIN_NAMES = {
        "-1.0.jar", "1.jar", "ä.jar", "a b.jar", "int.jar", ".jar", "java.base.jar", "x-1.jar"
    };

    private final Random random;

    AbsurdEntries(Random random) {
        this.random = random;
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private byte[] garbage() {
        var bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] text(String... of) {
        return random.nextInt(4) == 0 ? garbage() : one(of).getBytes(UTF_8);
    }

    /** With a manifest, a signature, versions or workers that are none. */
    Mutant files(Map<String, byte[]> files) {
        var more = new LinkedHashMap<>(files);
        switch (random.nextInt(4)) {
            case 0 -> more.put(MANIFEST, text(MANIFESTS));
            case 1 -> {
                more.put("META-INF/X.SF", text("Signature-Version: 1.0\n", ""));
                more.put("META-INF/X." + one("RSA", "DSA", "EC", "sf"), garbage());
            }
            case 2 -> {
                more.put(MANIFEST, "Multi-Release: true\n".getBytes(UTF_8));
                more.put(
                        "META-INF/versions/"
                                + one("9", "25", "-1", "x", "99999999999")
                                + "/"
                                + one("module-info.class", "a/B.class", ""),
                        garbage());
            }
            default ->
                    more.put(
                            PuppetJar.PACKAGE.replace('.', '/') + "/workers",
                            text("", "p", "p\n\n", "p\n" + "w".repeat(100), "p\nä", "p\nfails"));
        }
        return Mutant.jar("files", PuppetJar.zip(more));
    }

    Mutant folder(String name, Map<String, byte[]> files) {
        return switch (random.nextInt(8)) {
            case 0 -> Mutant.folder("empty folder", Map.of());
            case 1 -> Mutant.folder("folder without jars", Map.of("a.txt", garbage()));
            case 2 ->
                    Mutant.folder(
                            "one module twice",
                            Map.of("a.jar", PuppetJar.zip(files), "b.jar", PuppetJar.zip(files)));
            case 3 -> Mutant.folder("plain jars alone", Map.of("a.jar", plain(), "b.jar", plain()));
            case 4 ->
                    Mutant.folder(
                            "garbage beside",
                            Map.of("a.jar", PuppetJar.zip(files), "b.jar", garbage()));
            case 5 -> special(name);
            default ->
                    Mutant.folder(
                            "plain jar",
                            Map.of("root.jar", PuppetJar.zip(files), one(PLAIN_NAMES), plain()));
        };
    }

    private byte[] plain() {
        var files = new HashMap<String, byte[]>();
        files.put(MANIFEST, text(MANIFESTS));
        files.put("META-INF/services/" + one(SERVICE_NAMES), text(SERVICES));
        files.put(one("p/A.class", "A.class", "1/A.class", "p/a-b.class"), garbage());
        files.put("q/java/util/ServiceLoader.class", "java/util/ServiceLoader".getBytes(UTF_8));
        if (random.nextBoolean()) {
            files.remove("q/java/util/ServiceLoader.class");
        }
        return PuppetJar.zip(files);
    }

    private Mutant special(String name) {
        return switch (random.nextInt(6)) {
            case 0 -> Mutant.pipe("pipe", false, "");
            case 1 -> Mutant.pipe("pipe in a folder", true, "x.jar");
            case 2 -> Mutant.link("link to itself", false, "", "");
            case 3 -> Mutant.link("link to itself in a folder", true, "x.jar", "");
            case 4 ->
                    Mutant.link("link to nothing in a folder", true, "x.jar", name + "-not-there");
            default -> Mutant.link("link to a device", false, "", "/dev/zero");
        };
    }

    /** What takes long to make. */
    Mutant large(String name, int nth) {
        var files = PuppetJar.files(name, "1", List.of());
        return switch (nth % 6) {
            case 0 -> Mutant.jar("bomb", PuppetJar.zip(with(files, 1, 50 << 20)));
            case 1 -> Mutant.jar("bomb of many", PuppetJar.zip(with(files, 300, 100_000)));
            case 2 -> Mutant.jar("65,534 files", PuppetJar.zip(with(files, 65_530, 0)));
            case 3 -> Mutant.jar("65,535 files", PuppetJar.zip(with(files, 65_531, 0)));
            case 4 -> Mutant.jar("classes", PuppetJar.zip(classes(files)));
            default -> Mutant.folder("1,000 jars", jars(files));
        };
    }

    private static Map<String, byte[]> with(Map<String, byte[]> files, int count, int size) {
        var more = new LinkedHashMap<>(files);
        for (int i = 0; i < count; i++) {
            more.put("zeros/f" + i, new byte[size]);
        }
        return more;
    }

    private Map<String, byte[]> classes(Map<String, byte[]> files) {
        var more = new LinkedHashMap<>(files);
        for (int i = 0; i < 3000; i++) {
            more.put("p" + i + "/A.class", garbage());
        }
        return more;
    }

    private Map<String, byte[]> jars(Map<String, byte[]> files) {
        var jars = new HashMap<String, byte[]>();
        jars.put("root.jar", PuppetJar.zip(files));
        for (int i = 0; i < 1000; i++) {
            jars.put("j" + i + "x.jar", PuppetJar.zip(Map.of("p" + i + "/A.class", garbage())));
        }
        return jars;
    }
}
