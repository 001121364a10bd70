package org.bgworker.host.library;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bgworker.host.archive.JarImage;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.Declaration;

/**
 * What an entry of the modules directory holds, as far as it can be read without running it.
 *
 * @param name of the library
 * @param version of its root module
 * @param modules with the files they lie in
 * @param requires what its modules require from outside
 * @param init class name of the {@code WorkerLibrary}
 * @param functions class names by function name
 * @param settings it declares
 * @param problems with it
 * @param identity what a gate looks at
 * @param parts its modules, as they were read
 */
public record Contents(
        String name,
        String version,
        List<String> modules,
        List<String> requires,
        Optional<String> init,
        Map<String, String> functions,
        List<Declaration> settings,
        List<Report> problems,
        Gate.Identity identity,
        List<Part> parts) {

    /**
     * A module of a library.
     *
     * @param descriptor its own, or the one that was made for it
     * @param image its content
     * @param isRoot whether it is the one that names the library
     */
    public record Part(ModuleDescriptor descriptor, JarImage image, boolean isRoot) {}

    /** Reads an entry, of a usual size. */
    public static Contents of(Path entry) throws ReportException {
        return of(entry, Candidate.USUAL_MAX_SIZE);
    }

    /**
     * Reads an entry.
     *
     * @param maxSize of its files in bytes, packed and unpacked
     */
    public static Contents of(Path entry, long maxSize) throws ReportException {
        var candidate = Candidate.read(entry, maxSize);
        var inspection = Inspector.inspect(candidate);
        return new Contents(
                candidate.name(),
                candidate.root().rawVersion().orElse(""),
                candidate.modules().values().stream()
                        .map(one ->
                                "%s (%s)"
                                        .formatted(
                                                one.descriptor().toNameAndVersion(),
                                                one.image().fileName()))
                        .toList(),
                List.copyOf(requires(candidate)),
                inspection.library(),
                inspection.functions(),
                inspection.settings(),
                Stream.concat(
                                candidate.problems(Spi.version()).stream(),
                                inspection.problems().stream())
                        .toList(),
                candidate.identity(),
                parts(candidate));
    }

    private static List<Part> parts(Candidate candidate) {
        return candidate.modules().values().stream()
                .map(one ->
                        new Part(
                                one.descriptor(),
                                one.image(),
                                one.descriptor().equals(candidate.root())))
                .toList();
    }

    /** What a gate looks at, without inspecting classes. */
    public static Gate.Identity identity(Path entry, long maxSize) throws ReportException {
        return Candidate.read(entry, maxSize).identity();
    }

    /**
     * The entries of a modules directory that count, by name.
     *
     * @throws ReportException if it cannot be read
     */
    public static List<Path> entries(Path directory) throws ReportException {
        return List.copyOf(new ModulesDirectory(directory).entries().keySet());
    }

    /** One SHA-256 of all files of a library. */
    public static String fingerprint(List<String> hashes) {
        return Fingerprint.ofHashes(hashes);
    }

    /** What of it is remembered from one start of a host to the next. */
    Inspection inspection() {
        return new Inspection(functions, init, settings, problems);
    }

    /** Of the modules with a descriptor of their own; a plain jar requires the whole JDK. */
    private static TreeSet<String> requires(Candidate candidate) throws ReportException {
        var names = new TreeSet<String>();
        for (var jar : candidate.jars()) {
            var descriptor = jar.descriptor();
            if (descriptor.isPresent()) {
                descriptor.orElseThrow().requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .filter(name -> !candidate.modules().containsKey(name))
                        .forEach(names::add);
            }
        }
        return names;
    }
}
