package org.bgworker.host.bench.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bgworker.host.bench.Checkout;

/** The memory of a host that the script has started with the four samples, half a minute later. */
final class IdleTable {
    private static final int SECONDS = 30;
    private static final int ROUNDS = 3;
    private static final String RESIDENT = "VmRSS:";

    private IdleTable() {}

    static void print() throws IOException, InterruptedException {
        System.out.printf("%n| idle, four samples: resident, median of %d |%n|---:|%n", ROUNDS);
        for (var checkout : Checkout.all()) {
            var megabytes = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                megabytes[i] = resident(checkout);
            }
            Arrays.sort(megabytes);
            boolean present = checkout.equals(Checkout.present());
            System.out.printf(
                    "| %s: %.0f MB |%n", present ? "now" : "before", megabytes[ROUNDS / 2]);
        }
    }

    private static double resident(Checkout checkout) throws IOException, InterruptedException {
        var data = Files.createTempDirectory("data").toString();
        var words = List.of("run", "--data", data, "-c", "audit=built");
        var host =
                new ProcessBuilder(checkout.command(words))
                        .directory(checkout.root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(new File("/dev/null"))
                        .start();
        Thread.sleep(SECONDS * 1000L);
        var status = Path.of("/proc", Long.toString(host.pid()), "status");
        var line =
                Files.readAllLines(status).stream()
                        .filter(one -> one.startsWith(RESIDENT))
                        .findFirst()
                        .orElseThrow();
        host.toHandle().destroy();
        host.waitFor();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }
}
