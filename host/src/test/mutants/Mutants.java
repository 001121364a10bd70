import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * Breaks one rule after the other in a copy of the sources, and looks whether the tests that name
 * the rule notice. Run by {@code .ci/mutants} in the repository, after a build.
 */
final class Mutants {
    private static final Path LIST = Path.of("host/src/test/mutants/rules.txt");
    private static final Pattern BLOCK =
            Pattern.compile("(\\w+) (\\S+) (\\S+)\n((?:[-+].*\n)+)", Pattern.MULTILINE);
    private static final int LIMIT_SECONDS = 180;

    private final Path scratch;
    private final String dependencies;

    private Mutants(Path scratch, String dependencies) {
        this.scratch = scratch;
        this.dependencies = dependencies;
    }

    /** A line of the list. */
    private record Mutant(String rule, String type, String test, String change) {
        Path source() {
            var module = type.startsWith("spi.") ? "spi" : "host";
            return Path.of(module, "src/main/java/org/bgworker", type.replace('.', '/') + ".java");
        }
    }

    private enum Result {
        KILLED,
        SURVIVED,
        INVALID
    }

    /** Takes the rules to try; without any, tries all. */
    public static void main(String[] rules) throws Exception {
        var scratch = Files.createTempDirectory("mutants");
        var dependencies = Files.readString(Path.of("host/target/classpath")).strip();
        var engine =
                Pattern.compile("[^:]*/junit-platform-engine/[^:]*").matcher(dependencies);
        if (!engine.find()) {
            throw new AssertionError("no test engine in host/target/classpath");
        }
        var launcher = engine.group().replace("platform-engine", "platform-launcher");
        var mutants = new Mutants(scratch, dependencies + ":" + launcher);
        mutants.compile(List.of(LIST.resolveSibling("RunRule.java")), scratch.resolve("runner"));
        copy(Path.of("host/target/bgworker"), scratch.resolve("bgworker"));
        var all = read(List.of(rules));
        mutants.requireHealth(all);
        int bad = 0;
        for (var mutant : all) {
            long start = System.nanoTime();
            var result = mutants.attempt(mutant);
            bad += result == Result.KILLED ? 0 : 1;
            System.out.printf(
                    "%-5s %-8s %-36s %s %.1f s%n",
                    mutant.rule(),
                    result,
                    mutant.type(),
                    mutant.test(),
                    (System.nanoTime() - start) / 1e9);
        }
        deleteAll(scratch);
        System.out.println(bad == 0 ? "all killed" : bad + " not killed");
        System.exit(bad == 0 ? 0 : 1);
    }

    private static List<Mutant> read(List<String> rules) throws IOException {
        var text = Files.readString(LIST).replaceAll("(?m)^#.*\n", "") + "\n";
        var found = new ArrayList<Mutant>();
        var matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            found.add(
                    new Mutant(
                            matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        if (!matcher.replaceAll("").isBlank()) {
            throw new AssertionError("cannot read:" + matcher.replaceAll(""));
        }
        found.removeIf(mutant -> !rules.isEmpty() && !rules.contains(mutant.rule()));
        return found;
    }

    /** A test that fails without a mutant tells nothing. */
    private void requireHealth(List<Mutant> all) throws IOException, InterruptedException {
        var rules = new TreeMap<String, String>();
        all.forEach(one -> rules.merge(one.test(), one.rule(), (a, b) -> a + "," + b));
        for (var test : rules.entrySet()) {
            if (run(scratch, test.getKey(), test.getValue()) != Result.SURVIVED) {
                throw new AssertionError(
                        test + " fails: " + Files.readString(scratch.resolve("output")));
            }
        }
    }

    private Result attempt(Mutant mutant) throws IOException, InterruptedException {
        var module = mutant.source().getName(0);
        var sources = scratch.resolve("src").resolve(module);
        copy(module.resolve("src/main/java"), sources);
        Files.deleteIfExists(sources.resolve("module-info.java"));
        var source = sources.resolve(module.resolve("src/main/java").relativize(mutant.source()));
        try {
            Files.writeString(source, broken(mutant, Files.readString(source)));
            var classes = scratch.resolve("classes");
            delete(classes);
            compile(files(sources), classes);
            return test(mutant, classes);
        } catch (AssertionError invalid) {
            System.out.println(mutant.rule() + ": " + invalid.getMessage());
            return Result.INVALID;
        }
    }

    /** Replaces each group of lines that begin with minus by the group with plus behind it. */
    private static String broken(Mutant mutant, String source) {
        var groups = Pattern.compile("((?:-.*\n)+)((?:\\+.*\n)+)").matcher(mutant.change());
        var text = source;
        while (groups.find()) {
            var old =
                    lines(groups.group(1)).stream()
                            .map(Pattern::quote)
                            .collect(Collectors.joining("\\s+(?:/\\*\\*.*\\*/\\s+)?"));
            var places = Pattern.compile(old).matcher(text);
            if (places.results().count() != 1) {
                throw new AssertionError("not there once: " + groups.group(1).strip());
            }
            text =
                    places.replaceAll(
                            Matcher.quoteReplacement(
                                    String.join("\n", lines(groups.group(2)))));
        }
        return text;
    }

    private static List<String> lines(String group) {
        return group.lines().map(line -> line.substring(1).strip()).toList();
    }

    private void compile(List<Path> sources, Path classes) throws IOException {
        var javac = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var files = javac.getStandardFileManager(null, null, null)) {
            var options =
                    List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath());
            var units = files.getJavaFileObjectsFromPaths(sources);
            if (!javac.getTask(said, files, null, options, null, units).call()) {
                throw new AssertionError("does not compile: " + said);
            }
        }
    }

    private String classPath() {
        return "host/target/test-classes:host/target/classes:spi/target/test-classes:spi/target/classes:"
                + dependencies;
    }

    private Result test(Mutant mutant, Path classes) throws IOException, InterruptedException {
        put(classes, mutant.type().startsWith("spi.") ? "bgworker-spi" : "bgworker-host");
        return run(classes, mutant.test(), mutant.rule());
    }

    private Result run(Path classes, String test, String rules)
            throws IOException, InterruptedException {
        var here = Path.of("").toAbsolutePath();
        var path =
                classPath().replaceAll("(^|:)(host|spi)/", "$1" + here + "/$2/")
                        + ":"
                        + scratch.resolve("runner");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dbgworker.patience=20",
                                "-Dbgworker.distribution=" + scratch.resolve("bgworker"),
                                "-Dbgworker.modules=" + here.resolve("modules-out"),
                                "-Dbgworker.postgresql=" + here.resolve("host/target/postgresql"),
                                "-cp",
                                classes + ":" + path,
                                "RunRule",
                                "org.bgworker." + test,
                                rules)
                        .directory(here.resolve("host").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(scratch.resolve("output").toFile())
                        .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return Result.KILLED;
        }
        return switch (process.exitValue()) {
            case 0 -> Result.SURVIVED;
            case 1 -> Result.KILLED;
            default ->
                    throw new AssertionError(
                            "no test: " + Files.readString(scratch.resolve("output")));
        };
    }

    /** Into a fresh copy of the distribution, for tests that start hosts. */
    private void put(Path classes, String jar) throws IOException {
        copy(Path.of("host/target/bgworker/lib"), scratch.resolve("bgworker/lib"));
        try (var jars = Files.list(scratch.resolve("bgworker/lib"))) {
            var file =
                    jars.filter(one -> one.getFileName().toString().startsWith(jar))
                            .findFirst()
                            .orElseThrow();
            try (var archive = FileSystems.newFileSystem(file)) {
                for (var from : files(classes)) {
                    Files.copy(
                            from,
                            archive.getPath("/" + classes.relativize(from)),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static List<Path> files(Path below) throws IOException {
        try (var all = Files.walk(below)) {
            return all.filter(Files::isRegularFile)
                    .filter(one -> !one.endsWith("package-info.java"))
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (var file : files(from)) {
            var target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path below) throws IOException {
        if (Files.exists(below)) {
            deleteAll(below);
        }
    }

    private static void deleteAll(Path below) throws IOException {
        try (var all = Files.walk(below)) {
            for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
