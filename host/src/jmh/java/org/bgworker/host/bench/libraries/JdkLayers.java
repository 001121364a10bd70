package org.bgworker.host.bench.libraries;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The floor: one layer per jar with the JDK's own loader, and the JDK's own search for services. */
final class JdkLayers implements LibraryHost {
    private final List<Runnable> libraries = new ArrayList<>();

    @Override
    public void load(Path directory) throws IOException {
        for (var jar : Trial.jars(directory)) {
            var library = load(ModuleFinder.of(jar));
            library.run();
            libraries.add(library);
        }
    }

    private static Runnable load(ModuleFinder finder) {
        var boot = ModuleLayer.boot();
        var names = finder.findAll().stream().map(one -> one.descriptor().name()).toList();
        var configuration =
                Configuration.resolve(
                        finder, List.of(boot.configuration()), ModuleFinder.of(), names);
        var layer =
                ModuleLayer.defineModulesWithOneLoader(
                                configuration, List.of(boot), ClassLoader.getPlatformClassLoader())
                        .layer();
        return ServiceLoader.load(layer, Runnable.class).findFirst().orElseThrow();
    }

    @Override
    public void unload() throws Exception {
        for (var library : libraries) {
            ((AutoCloseable) library).close();
        }
        libraries.clear();
    }
}
