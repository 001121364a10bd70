package org.bgworker.host.unload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.launch.EntryPoints;
import org.bgworker.host.launch.OneRun;
import org.bgworker.host.library.Gate;
import org.bgworker.host.library.Inspections;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.library.Library;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.host.testing.Scratch;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerMain;
import org.tinylog.provider.ProviderRegistry;

/** Loads {@link Litter}, runs one of its functions as a worker runs, and unloads it. */
final class LitterRun {
    static final Duration LIMIT = Duration.ofMillis(400);
    private static final long SECOND = 1_000_000_000;
    private static final Path HOME = home();

    private LitterRun() {}

    /** Compiled once; and the host has logged before it loads a library. */
    private static Path home() {
        try {
            var home = Scratch.directory("litter");
            Litter.jar(Files.createDirectory(home.resolve("modules")).resolve("litter.jar"));
            ProviderRegistry.getLoggingProvider();
            return home;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * What became of a run.
     *
     * @param sweep of the library
     * @param exit of the worker, which the host keeps
     */
    record Ended(Sweep.Result sweep, WorkerExit exit) {
        Swept swept() {
            assertEquals(List.of(), sweep.problems());
            return sweep.libraries().getFirst();
        }
    }

    /** What is done on the worker's thread before its function is called. */
    @FunctionalInterface
    interface Before {
        void run(Library library, WorkerMain function) throws Exception;
    }

    static Swept of(String function) throws Exception {
        return of(function, (_, _) -> {}).swept();
    }

    static Ended of(String function, Before before) throws Exception {
        var onDemand = new Assignment("shared_preload_libraries", "", "in a test");
        var settings = new SettingTable(HOME.resolve("none.conf"), false, List.of(onDemand));
        assertEquals(List.of(), settings.load());
        var inspections = Inspections.in(HOME);
        var libraries =
                new Libraries(
                        HOME.resolve("modules"),
                        settings,
                        new Libraries.Sources(
                                Optional::empty, inspections, _ -> new Gate.Permitted(List.of())),
                        _ -> {});
        assertEquals(List.of(), libraries.preload(0).refused());
        var library = libraries.find(Litter.NAME, 1);
        EntryPoints entryPoints =
                _ -> {
                    var main = library.function(function);
                    WorkerMain all =
                            argument -> {
                                before.run(library, main);
                                main.main(argument);
                            };
                    return new EntryPoints.EntryPoint(all, library.loader(), Set.of());
                };
        var worker = BackgroundWorker.named(function).library(Litter.NAME).function(function);
        var exit = new OneRun().lookingUp(worker.build(), entryPoints);
        return new Ended(Sweep.of(List.of((Unloadable) library.loader()), LIMIT), exit);
    }

    /** What is told of a library that does not go. */
    static List<String> leak(Swept swept) {
        var departures = departures(swept, Duration.ofSeconds(2));
        for (long now = 0; ; now += SECOND) {
            var look = departures.look(now);
            assertEquals(List.of(), look.gone());
            if (!look.leaked().isEmpty()) {
                return look.leaked().getFirst().report().detail().lines().skip(1).toList();
            }
        }
    }

    /** Waits until it has gone: how many collections that takes depends on what the JDK does. */
    static void awaitGone(Swept swept) {
        var departures = departures(swept, Duration.ofDays(1));
        for (long now = 0; !swept.gone(); now += SECOND) {
            departures.look(now);
            assertFalse(Thread.interrupted(), () -> Holders.of(swept, LIMIT).toString());
        }
    }

    private static Departures departures(Swept swept, Duration leaked) {
        var departures =
                new Departures(
                        new Patience(Duration.ZERO, Duration.ofSeconds(1), leaked),
                        System::gc,
                        library -> Holders.of(library, LIMIT));
        departures.take(List.of(swept), 0);
        return departures;
    }

    /** Has the library undo by itself what it has left, and waits until it has gone. */
    static void cure(Swept swept) throws ReflectiveOperationException {
        ofLibrary(swept);
        awaitGone(swept);
    }

    private static void ofLibrary(Swept swept) throws ReflectiveOperationException {
        var loader = swept.loader().orElseThrow().loader();
        loader.loadClass(Litter.NAME + ".Cure").getMethod("all").invoke(null);
    }
}
