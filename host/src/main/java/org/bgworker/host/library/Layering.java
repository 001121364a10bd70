package org.bgworker.host.library;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bgworker.host.guard.ExitCalls;
import org.bgworker.host.report.ReportException;
import org.jspecify.annotations.Nullable;

/** Makes a library's {@link ModuleLayer}: one loader, which bears the library's name. */
final class Layering {
    private static final Module HOST = Layering.class.getModule();
    private static final String GUARD = ExitCalls.class.getPackageName();

    private final Candidate candidate;
    private final Optional<ModuleLayer> drivers;

    /**
     * Prepares a layer.
     *
     * @param candidate what to make it of
     * @param drivers gives a parent for those that require a driver by name
     */
    Layering(Candidate candidate, DriverLayer drivers) throws ReportException {
        this.candidate = candidate;
        var others = othersRequired();
        this.drivers =
                others.isEmpty()
                        ? Optional.empty()
                        : drivers.get()
                                .filter(layer ->
                                        layer.modules().stream()
                                                .map(Module::getName)
                                                .anyMatch(others::contains));
    }

    /** What neither the library itself nor the boot layer has. */
    private Set<String> othersRequired() {
        var others = new HashSet<String>();
        for (var module : candidate.modules().values()) {
            for (var required : module.descriptor().requires()) {
                var name = required.name();
                if (!candidate.modules().containsKey(name)
                        && ModuleLayer.boot().findModule(name).isEmpty()) {
                    others.add(name);
                }
            }
        }
        return others;
    }

    /** The layer; {@link ModuleLayer.Controller} lets the host in. */
    ModuleLayer.Controller define() throws ReportException {
        var parents = parents();
        var configuration = resolve();
        var loader =
                new LibraryLoader(
                        candidate.name(),
                        candidate.modules().values(),
                        readFromElsewhere(configuration, parents));
        var controller = define(configuration, parents, loader);
        for (var module : controller.layer().modules()) {
            controller.addReads(module, HOST);
            HOST.addExports(GUARD, module);
            if (candidate.isPlain(module.getName())) {
                controller.layer().modules().forEach(other -> controller.addReads(module, other));
            }
        }
        return controller;
    }

    private ModuleLayer.Controller define(
            Configuration configuration, List<ModuleLayer> parents, ClassLoader loader)
            throws ReportException {
        try {
            return ModuleLayer.defineModules(configuration, parents, _ -> loader);
        } catch (LayerInstantiationException refused) {
            throw unfit(refused);
        }
    }

    private ReportException unfit(RuntimeException why) {
        return new ReportException(
                "could not load library \"%s\": its modules do not fit together"
                        .formatted(candidate.name()),
                "%s.".formatted(why.getMessage()),
                "");
    }

    private List<ModuleLayer> parents() {
        return drivers.map(layer -> List.of(layer, ModuleLayer.boot()))
                .orElseGet(() -> List.of(ModuleLayer.boot()));
    }

    /** Whether the modules fit together and find what they require. */
    Configuration resolve() throws ReportException {
        try {
            return Configuration.resolve(
                    new Finder(candidate.modules()),
                    parents().stream().map(ModuleLayer::configuration).toList(),
                    ModuleFinder.of(),
                    candidate.modules().keySet());
        } catch (FindException absent) {
            throw missing(absent);
        } catch (ResolutionException | IllegalArgumentException unfit) {
            throw unfit(unfit);
        }
    }

    private ReportException missing(FindException absent) {
        var names =
                candidate.modules().values().stream()
                        .flatMap(module -> module.descriptor().requires().stream())
                        .filter(one ->
                                !one.modifiers()
                                        .contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name)
                        .filter(name -> !candidate.modules().containsKey(name))
                        .filter(name -> ModuleLayer.boot().findModule(name).isEmpty())
                        .distinct()
                        .sorted()
                        .toList();
        var first = names.isEmpty() ? "" : names.getFirst();
        boolean ofTheJdk = ModuleFinder.ofSystem().find(first).isPresent();
        return new ReportException(
                "could not load library \"%s\": module %s not found"
                        .formatted(candidate.name(), String.join(", ", names)),
                "%s.".formatted(absent.getMessage()),
                ofTheJdk
                        ? "The JDK has it, but the host was started without it: start java with --add-modules %s, or use the launcher."
                                .formatted(String.join(",", names))
                        : "Make the library a folder and put the module's jar beside it.");
    }

    /** Who defines the packages that the library's modules read from other layers. */
    private static Map<String, ClassLoader> readFromElsewhere(
            Configuration configuration, List<ModuleLayer> parents) {
        Map<String, ClassLoader> others = new HashMap<>();
        for (var module : configuration.modules()) {
            for (var read : module.reads()) {
                if (read.configuration() != configuration) {
                    parents.stream()
                            .flatMap(layer -> layer.findModule(read.name()).stream())
                            .findFirst()
                            .filter(found -> !isFoundByThePlatform(found.getClassLoader()))
                            .ifPresent(found -> addExports(found, module.name(), others));
                }
            }
        }
        others.put(GUARD, HOST.getClassLoader());
        return others;
    }

    private static boolean isFoundByThePlatform(@Nullable ClassLoader loader) {
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    private static void addExports(Module from, String to, Map<String, ClassLoader> others) {
        var descriptor = from.getDescriptor();
        if (descriptor.isAutomatic()) {
            from.getPackages().forEach(name -> others.put(name, from.getClassLoader()));
        }
        descriptor.exports().stream()
                .filter(exports -> !exports.isQualified() || exports.targets().contains(to))
                .forEach(exports -> others.put(exports.source(), from.getClassLoader()));
    }

    /** Finds the candidate's modules. */
    private record Finder(Map<String, ImageReference> modules) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return Optional.ofNullable(modules.get(name));
        }

        @Override
        public Set<ModuleReference> findAll() {
            return modules.values().stream()
                    .map(Function.<ModuleReference>identity())
                    .collect(Collectors.toSet());
        }
    }
}
