package org.bgworker.host.bench.start;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that is started anew for each measurement. It writes a byte to standard output where
 * the time is to be taken; the clock is that of the process that starts it.
 *
 * @param command what to start
 * @param marks how many bytes to wait for
 */
record ColdProcess(List<String> command, int marks) {
    /** Milliseconds from before the process is made until the last byte has arrived. */
    double milliseconds() throws IOException, InterruptedException {
        return taken().wall();
    }

    /** The same, and what its processors have done until then. */
    Taken taken() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        var process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.to(Path.of("/dev/null").toFile()))
                        .start();
        var out = process.getInputStream();
        for (int left = marks; left > 0; left--) {
            if (out.read() < 0) {
                throw new IOException("ended too early: " + String.join(" ", command));
            }
        }
        double wall = (System.nanoTime() - begin) / 1e6;
        double cpu = Processors.ofLiving(process.pid());
        process.toHandle().destroy(); // SIGTERM: a host stops in order
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("does not end: " + String.join(" ", command));
        }
        return new Taken(wall, cpu);
    }
}
