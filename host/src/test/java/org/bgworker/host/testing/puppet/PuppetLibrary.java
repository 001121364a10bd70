package org.bgworker.host.testing.puppet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Registrar;
import org.bgworker.spi.WorkerLibrary;

/** Registers the workers that a file of its jar names: the library, then a worker a line. */
public final class PuppetLibrary implements WorkerLibrary {
    /** The file. */
    public static final String FILE = "workers";

    /** In the place of a worker: the init fails. */
    public static final String FAILS = "fails";

    @Override
    public void init(Registrar registrar) {
        var lines = lines();
        for (var name : lines.subList(1, lines.size())) {
            if (name.equals(FAILS)) {
                throw new IllegalStateException("on purpose");
            }
            registrar.register(
                    BackgroundWorker.named(name)
                            .library(lines.getFirst())
                            .function(PuppetWork.class.getSimpleName())
                            .restartAfter(Duration.ofSeconds(1))
                            .build());
        }
    }

    private static java.util.List<String> lines() {
        try (var in = Objects.requireNonNull(PuppetLibrary.class.getResourceAsStream(FILE))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
