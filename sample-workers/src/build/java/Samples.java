import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Drops a sample library where the host looks for libraries, and puts it on the distribution's list
 * of audited modules. The build runs this file as it is, on the JDK that it compiles with: once for
 * each sample, and once for the list when the distribution is made.
 *
 * <p>Each sample keeps its own line in its target folder, and the list is always made anew of all of
 * them: so nothing of an earlier build stays on it.
 */
final class Samples {
    private static final String HEADER =
            "# bgworker audited modules 1: deed, module, version, when, who, SHA-256 of every file, note";
    private static final String LINE = "target/audited_module";
    private static final String LIST = "host/target/bgworker/audited_modules";

    private Samples() {}

    /**
     * Drops a sample, or makes the list.
     *
     * @param args {@code drop}, the project's root, the sample's jar, the folder that it goes to,
     *     its class path and a time; or {@code list} and the project's root
     */
    public static void main(String[] args) throws Exception {
        var root = Path.of(args[1]);
        switch (args[0]) {
            case "drop" -> {
                drop(Path.of(args[2]), Path.of(args[3]), args[4], args[5]);
                if (Files.isDirectory(root.resolve(LIST).getParent())) {
                    list(root);
                }
            }
            case "list" -> list(root);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** The jar, and in a folder of its own also the jars that it needs. */
    private static void drop(Path jar, Path library, String classPath, String when)
            throws IOException {
        Files.createDirectories(library);
        var hashes = new ArrayList<String>();
        for (var one : jars(jar, classPath)) {
            copy(one, library.resolve(one.getFileName()));
            hashes.add(sha256(one));
        }
        hashes.sort(null);
        var module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        var version = module.rawVersion().orElse("");
        var all = String.join(",", hashes);
        var line = List.of("permit", module.name(), version, when, "build", all, "sample");
        replace(jar.resolveSibling("audited_module"), String.join("\t", line) + "\n");
    }

    /** As a whole and only if it is another, for a host may be looking. */
    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
            var unfinished = to.resolveSibling(to.getFileName() + ".part");
            Files.copy(from, unfinished, REPLACE_EXISTING);
            Files.move(unfinished, to, ATOMIC_MOVE, REPLACE_EXISTING);
        }
    }

    private static List<Path> jars(Path jar, String classPath) {
        var jars = new ArrayList<>(List.of(jar));
        Stream.of(classPath.split(File.pathSeparator))
                .filter(one -> one.endsWith(".jar"))
                .map(Path::of)
                .forEach(jars::add);
        return jars;
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static void list(Path root) throws IOException {
        var text = new StringBuilder(HEADER).append('\n');
        try (var samples = Files.list(root.resolve("sample-workers"))) {
            for (var sample : samples.sorted().toList()) {
                var line = sample.resolve(LINE);
                if (Files.exists(sample.resolve("pom.xml")) && Files.exists(line)) {
                    text.append(Files.readString(line));
                }
            }
        }
        replace(root.resolve(LIST), text.toString());
    }

    private static void replace(Path file, String text) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(unfinished, text);
        Files.move(unfinished, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }
}
