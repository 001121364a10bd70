package org.bgworker.host.library;

import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bgworker.host.archive.Budget;
import org.bgworker.host.archive.JarImage;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.spi.WorkerLibrary;
import org.bgworker.spi.WorkerMain;

/**
 * An entry of the modules directory that has been read: its modules, and which is the root.
 *
 * @param entry the jar or folder
 * @param root the module that names the library
 * @param modules all modules, by name
 */
record Candidate(Path entry, ModuleDescriptor root, Map<String, ImageReference> modules) {
    private static final Set<String> SERVICES =
            Set.of(WorkerMain.class.getName(), WorkerLibrary.class.getName());
    private static final Pattern LINE = Pattern.compile("^([^.]*\\.[^.-]*).*");
    private static final int NEWEST_CLASS_FILE = 44 + Runtime.version().feature();

    /** The default of the setting {@code library_max_size}, in bytes. */
    static final long USUAL_MAX_SIZE = 256L << 20;

    /**
     * Reads an entry, each of its files once, and finds its root.
     *
     * @param maxSize of its files in bytes, packed and unpacked
     */
    static Candidate read(Path entry, long maxSize) throws ReportException {
        var jars = new ArrayList<JarImage>();
        var budget = new Budget(maxSize);
        for (var path : ModulesDirectory.jars(entry)) {
            jars.add(JarImage.read(path, budget));
        }
        var tooNew = jars.stream().flatMap(jar -> tooNew(jar).stream()).findFirst();
        if (tooNew.isPresent()) {
            throw new ReportException(tooNew.orElseThrow());
        }
        var described = new LinkedHashMap<JarImage, ModuleDescriptor>();
        var plain = new ArrayList<JarImage>();
        for (var jar : jars) {
            jar.descriptor().ifPresentOrElse(one -> described.put(jar, one), () -> plain.add(jar));
        }
        var root = root(entry, List.copyOf(described.values()));
        return new Candidate(entry, root, modules(entry, described, plain));
    }

    private static ModuleDescriptor root(Path entry, List<ModuleDescriptor> described)
            throws ReportException {
        var roots =
                described.stream()
                        .filter(one ->
                                one.provides().stream()
                                        .anyMatch(p -> SERVICES.contains(p.service())))
                        .toList();
        if (described.isEmpty()) {
            throw new ReportException(
                    "incompatible library \"%s\": missing module-info".formatted(entry),
                    "A library is a module that provides WorkerMain or WorkerLibrary.",
                    "Add a module-info.java that requires org.bgworker.spi.");
        }
        if (roots.isEmpty()) {
            throw new ReportException(
                    "incompatible library \"%s\": it has no workers".formatted(entry),
                    "No module of it provides WorkerMain or WorkerLibrary: %s."
                            .formatted(names(described)),
                    "");
        }
        if (roots.size() > 1) {
            throw new ReportException(
                    "incompatible library \"%s\": it has more than one root module"
                            .formatted(entry),
                    "These provide WorkerMain or WorkerLibrary: %s.".formatted(names(roots)),
                    "Make each a library of its own.");
        }
        return roots.getFirst();
    }

    private static String names(List<ModuleDescriptor> modules) {
        return modules.stream().map(ModuleDescriptor::name).collect(Collectors.joining(", "));
    }

    private static Map<String, ImageReference> modules(
            Path entry, Map<JarImage, ModuleDescriptor> described, List<JarImage> plain)
            throws ReportException {
        var modules = new LinkedHashMap<String, ImageReference>();
        var all = new LinkedHashMap<>(described);
        if (!plain.isEmpty()) {
            all.putAll(PlainJars.descriptors(described.values(), plain));
        }
        for (var one : all.entrySet()) {
            var name = one.getValue().name();
            var other = modules.put(name, new ImageReference(one.getValue(), one.getKey()));
            if (other != null) {
                throw new ReportException(
                        "incompatible library \"%s\": module %s is there twice"
                                .formatted(entry, name),
                        "Both \"%s\" and \"%s\" hold it."
                                .formatted(other.image().fileName(), one.getKey().fileName()),
                        "");
            }
        }
        return modules;
    }

    private static Optional<Report> tooNew(JarImage jar) {
        return jar.entries().entrySet().stream()
                .filter(one ->
                        one.getKey().endsWith(".class") && !one.getKey().startsWith("META-INF/"))
                .filter(one -> major(one.getValue()) > NEWEST_CLASS_FILE)
                .findFirst()
                .map(one ->
                        Report.error(
                                "incompatible library \"%s\": class file version mismatch"
                                        .formatted(jar.path()),
                                "The host runs on Java %d, %s was compiled for Java %d."
                                        .formatted(
                                                Runtime.version().feature(),
                                                one.getKey(),
                                                major(one.getValue()) - 44),
                                "Compile it with --release %d."
                                        .formatted(Runtime.version().feature())));
    }

    /** 0 of a file that is no class file. */
    private static int major(byte[] classFile) {
        var start = ByteBuffer.wrap(classFile);
        return classFile.length < 8 || start.getInt(0) != 0xCAFEBABE
                ? 0
                : start.getShort(6) & 0xffff;
    }

    /** What a gate looks at. */
    Gate.Identity identity() {
        return new Gate.Identity(
                entry,
                name(),
                root.rawVersion().orElse(""),
                jars().stream().map(jar -> new Gate.HashedFile(jar.path(), jar.sha256())).toList());
    }

    /** One SHA-256 of all its files. */
    String fingerprint() {
        return Fingerprint.of(jars());
    }

    String name() {
        return root.name();
    }

    /** Whether a module is made of a jar that has no descriptor. */
    boolean isPlain(String module) {
        var found = modules.get(module);
        return found != null && found.image().entry("module-info.class").isEmpty();
    }

    List<JarImage> jars() {
        return modules.values().stream().map(ImageReference::image).toList();
    }

    /** All that is wrong between its modules, and between them and the host. */
    List<Report> problems(String spiVersion) {
        var found = new ArrayList<Report>();
        var owners = new HashMap<String, String>();
        for (var module : modules.values()) {
            var jar = module.image().fileName();
            for (var name : module.descriptor().packages()) {
                var other = owners.put(name, jar);
                if (other != null) {
                    found.add(
                            problem(
                                    "package %s is split".formatted(name),
                                    "Both \"%s\" and \"%s\" hold it.".formatted(other, jar),
                                    "Only one module of a library can hold a package."));
                }
                if (name.equals("java") || name.startsWith("java.")) {
                    found.add(
                            problem(
                                    "package %s is the JDK's".formatted(name),
                                    "\"%s\" holds it.".formatted(jar),
                                    "No library can have a package whose name begins with java."));
                }
            }
        }
        if (owners.containsKey(WorkerMain.class.getPackageName())) {
            found.add(
                    problem(
                            "it brings its own org.bgworker.spi",
                            "\"%s\" holds it."
                                    .formatted(owners.get(WorkerMain.class.getPackageName())),
                            "Leave the spi out of the library; the host has it."));
        }
        compiledAgainst()
                .filter(version -> !version.equals(spiVersion))
                .filter(version -> !line(version).equals(line(spiVersion)))
                .ifPresent(version ->
                        found.add(
                                problem(
                                        "version mismatch",
                                        "The host has org.bgworker.spi %s, the library was compiled against %s."
                                                .formatted(spiVersion, version),
                                        "Compile it against the host's spi.")));
        return found;
    }

    private Report problem(String what, String detail, String hint) {
        return Report.error(
                "incompatible library \"%s\": %s".formatted(name(), what), detail, hint);
    }

    private Optional<String> compiledAgainst() {
        return root.requires().stream()
                .filter(one -> one.name().equals(WorkerMain.class.getPackageName()))
                .flatMap(one -> one.rawCompiledVersion().stream())
                .findFirst();
    }

    /** Versions of one line, 1.2.x, are compatible. */
    private static String line(String version) {
        return LINE.matcher(version).replaceFirst("$1");
    }
}
