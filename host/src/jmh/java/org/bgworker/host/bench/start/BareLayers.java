package org.bgworker.host.bench.start;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.bgworker.spi.Datum;
import org.bgworker.spi.WorkerMain;

/**
 * The floor: what the JDK alone takes to find each jar of a directory, make a layer of it, load its
 * worker's class and run it on a thread. Nothing is checked, hashed, rewritten, supervised or
 * limited, no init is run, and the jars stay open.
 */
final class BareLayers {
    private BareLayers() {}

    public static void main(String[] args) throws Exception {
        try (Stream<Path> jars = Files.list(Path.of(args[0]))) {
            for (var jar : jars.sorted().toList()) {
                start(jar);
            }
        }
        Thread.currentThread().join(); // as the threads do, until it is ended
    }

    private static void start(Path jar) {
        var boot = ModuleLayer.boot();
        var finder = ModuleFinder.of(jar);
        var names = finder.findAll().stream().map(one -> one.descriptor().name()).toList();
        var layer =
                ModuleLayer.defineModulesWithOneLoader(
                                Configuration.resolve(
                                        finder,
                                        List.of(boot.configuration()),
                                        ModuleFinder.of(),
                                        names),
                                List.of(boot),
                                ClassLoader.getPlatformClassLoader())
                        .layer();
        ServiceLoader.load(layer, WorkerMain.class)
                .findFirst()
                .ifPresent(main -> new Thread(() -> run(main)).start());
    }

    private static void run(WorkerMain main) {
        try {
            main.main(Datum.of(0));
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
