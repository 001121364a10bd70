package org.bgworker.host.bench.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.bench.Checkout;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;

/** Commands from their start to their end, beside {@code java -version}. */
final class CommandTable {
    private static final List<String> COMMANDS =
            List.of("ps", "status", "isready", "libraries", "settings", "stacks", "plan", "events");

    private CommandTable() {}

    /** Of a host with the samples. */
    static void print(Path data) throws IOException, InterruptedException {
        System.out.println(Rows.header("command", "java -version"));
        try (var host = HostProcess.run(Places.samples(), data)) {
            host.await("listening on socket");
            for (var command : COMMANDS) {
                var contenders = new ArrayList<Race.Contender>();
                contenders.add(() -> toTheEnd(List.of(Places.java(), "-version")));
                for (var checkout : Checkout.all()) {
                    var words = List.of(command, "--data", data.toString());
                    contenders.add(() -> toTheEnd(checkout.command(words)));
                }
                System.out.println(Rows.row(command, Race.of(contenders)));
            }
            host.stop();
        }
    }

    private static Taken toTheEnd(List<String> command) throws IOException, InterruptedException {
        double before = Processors.ofChildren();
        long begin = System.nanoTime();
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(new File("/dev/null"))
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("has failed: " + String.join(" ", command));
        }
        double taken = (System.nanoTime() - begin) / 1e6;
        return new Taken(taken, Processors.ofChildren() - before);
    }
}
