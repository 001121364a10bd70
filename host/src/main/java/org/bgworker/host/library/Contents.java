package org.bgworker.host.library;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
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
 */
public record Contents(
        String name,
        String version,
        List<String> modules,
        List<String> requires,
        Optional<String> init,
        Map<String, String> functions,
        List<Declaration> settings,
        List<Report> problems) {

    /** Reads an entry. */
    public static Contents of(Path entry) throws ReportException {
        var candidate = Candidate.read(entry, Candidate.USUAL_MAX_SIZE);
        var inspection = Inspector.inspect(candidate.root(), candidate.jars());
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
                        .toList());
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
