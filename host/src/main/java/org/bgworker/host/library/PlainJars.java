package org.bgworker.host.library;

import java.lang.module.ModuleDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bgworker.host.archive.JarImage;
import org.bgworker.host.report.ReportException;

/**
 * Makes modules of a library's plain jars. Such jars name one another's classes in circles, which
 * modules must not require; they require one another only where resolution insists: for a service
 * that is another module's. A circle of services is cut, those of the later jar are not seen.
 */
final class PlainJars {
    private static final Set<String> JDK_EXPORTS =
            PlainJar.jdk()
                    .map(Module::getDescriptor)
                    .flatMap(one -> one.exports().stream())
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toUnmodifiableSet());

    private final Map<String, String> exporters = new HashMap<>();
    private final Map<String, Set<String>> requires = new HashMap<>();

    private PlainJars(Collection<ModuleDescriptor> described, List<JarImage> plain)
            throws ReportException {
        for (var module : described) {
            module.exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .forEach(exports -> exporters.put(exports.source(), module.name()));
            requires.put(
                    module.name(),
                    module.requires().stream()
                            .map(ModuleDescriptor.Requires::name)
                            .collect(Collectors.toSet()));
        }
        for (var jar : plain) {
            var name = PlainJar.name(jar);
            jar.packages().forEach(one -> exporters.put(one, name));
            requires.put(name, new HashSet<>());
        }
    }

    /** The descriptors of plain jars, given those of the library's other modules. */
    static Map<JarImage, ModuleDescriptor> descriptors(
            Collection<ModuleDescriptor> described, List<JarImage> plain) throws ReportException {
        return new PlainJars(described, plain).descriptors(plain);
    }

    private Map<JarImage, ModuleDescriptor> descriptors(List<JarImage> plain)
            throws ReportException {
        for (var jar : plain) {
            var name = PlainJar.name(jar);
            PlainJar.provided(jar).keySet().forEach(service -> require(name, service));
        }
        for (var jar : plain) {
            var name = PlainJar.name(jar);
            for (var service : PlainJar.used(jar)) {
                require(name, service);
            }
        }
        var descriptors = new LinkedHashMap<JarImage, ModuleDescriptor>();
        for (var jar : plain) {
            var name = PlainJar.name(jar);
            var own = requires.getOrDefault(name, Set.of());
            descriptors.put(
                    jar, PlainJar.descriptor(jar, own, service -> reads(name, own, service)));
        }
        return descriptors;
    }

    private void require(String module, String service) {
        var exporter = exporters.get(JarImage.packageOf(service.replace('.', '/')));
        if (exporter != null && !reaches(exporter, module, new HashSet<>())) {
            requires.getOrDefault(module, new HashSet<>()).add(exporter);
        }
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        return from.equals(to)
                || (seen.add(from)
                        && requires.getOrDefault(from, Set.of()).stream()
                                .anyMatch(next -> reaches(next, to, seen)));
    }

    /** Whether the package of a service is one that the module's descriptor can see. */
    private boolean reads(String module, Set<String> required, String service) {
        var packageName = JarImage.packageOf(service.replace('.', '/'));
        var exporter = exporters.get(packageName);
        return exporter == null
                ? JDK_EXPORTS.contains(packageName)
                : exporter.equals(module) || required.contains(exporter);
    }
}
