package org.bgworker.host.bench.start;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bgworker.host.bench.Checkout;

/**
 * The memory of a host that the script has started with the four samples, half a minute later, and
 * of the processes that it has started. Of those the proportional share is counted, since they
 * share their memory among one another.
 */
final class IdleTable {
    private static final int SECONDS = 30;
    private static final int ROUNDS = 3;
    private static final String RESIDENT = "VmRSS:";
    private static final String PROPORTIONAL = "Pss:";

    private IdleTable() {}

    static void print() throws IOException, InterruptedException {
        System.out.printf(
                "%n| idle, four samples, median of %d | host, resident | its server, PSS |%n|---|---:|---:|%n",
                ROUNDS);
        for (var checkout : Checkout.all()) {
            var host = new double[ROUNDS];
            var server = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                var used = used(checkout);
                host[i] = used.host();
                server[i] = used.server();
            }
            Arrays.sort(host);
            Arrays.sort(server);
            boolean present = checkout.equals(Checkout.present());
            System.out.printf(
                    "| %s | %.0f MB | %.0f MB |%n",
                    present ? "now" : "before", host[ROUNDS / 2], server[ROUNDS / 2]);
        }
    }

    /** Megabytes. */
    private record Used(double host, double server) {}

    private static Used used(Checkout checkout) throws IOException, InterruptedException {
        var data = Files.createTempDirectory("data").toString();
        var words = List.of("run", "--data", data, "-c", "audit=built");
        var host =
                new ProcessBuilder(checkout.command(words))
                        .directory(checkout.root().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(new File("/dev/null"))
                        .start();
        Thread.sleep(SECONDS * 1000L);
        double own = megabytes(host.pid(), "status", RESIDENT);
        double server = 0;
        for (var child : host.descendants().toList()) {
            server += megabytes(child.pid(), "smaps_rollup", PROPORTIONAL);
        }
        host.toHandle().destroy();
        host.waitFor();
        return new Used(own, server);
    }

    private static double megabytes(long pid, String file, String label) throws IOException {
        var line =
                Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
                        .filter(one -> one.startsWith(label))
                        .findFirst()
                        .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }
}
