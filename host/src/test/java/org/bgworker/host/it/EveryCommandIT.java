package org.bgworker.host.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bgworker.host.testing.Answer;
import org.bgworker.host.testing.Places;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command once by the script, as an administrator runs it. Most tests run commands in their
 * own process.
 */
final class EveryCommandIT {
    private static final Path SCRIPT =
            Places.distribution().resolve("../../../bgworker").toAbsolutePath().normalize();

    @TempDir private Path dir;
    private final Set<String> ran = new TreeSet<>();

    /** Runs a command that ends with this code and prints this text. */
    private void prints(String text, int code, String... words) throws Exception {
        ran.add(words[0]);
        var command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        var said = String.join(" ", words) + ":\n" + printed;
        assertEquals(code, process.waitFor(), said);
        assertTrue(printed.contains(text), said);
    }

    @AfterEach
    void none_is_left() throws Exception {
        if (Files.exists(dir.resolve("data/bgworker.sock"))) {
            prints("", 0, "stop", "-m", "immediate");
        }
    }

    @Test
    void works_in_a_process_of_its_own() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules-out"));
        Workers.of("com.acme.every")
                .worker(
                        "waits",
                        ".startTime(StartTime.POSTMASTER_START).restartAfter(Duration.ofHours(1))",
                        "while (true) { worker.latch().await(); worker.latch().reset(); }")
                .jar(modules.resolve("every.jar"));
        prints("function   waits (com.acme.every.waits)", 0, "inspect", "modules-out/every.jar");
        prints("not audited", 0, "audit");
        prints("permitted com.acme.every", 0, "audit", "com.acme.every", "--permit");
        prints("0 problems, 1 good library", 0, "check");
        prints("complete -F _complete_bgworker", 0, "completion");
        prints("invalid value for parameter", 1, "run", "-c", "max_worker_processes=many");
        prints("serves", 0, "start");
        ofARunningHost();
        prints("serves", 0, "restart");
        prints("", 0, "stop");
        prints("no response", 2, "isready");
        var help = Answer.to("--help").out();
        for (var line : help.substring(help.indexOf("Commands:")).lines().skip(1).toList()) {
            if (line.startsWith("  ") && line.charAt(2) != ' ') {
                var name = line.strip().split(" ", 2)[0];
                assertTrue(ran.contains(name) || name.equals("help"), name);
            }
        }
    }

    private void psql() throws Exception {
        if (Files.exists(Path.of("/usr/bin/psql"))) {
            prints("bgworker\n", 0, "psql", "--", "-Atc", "select current_user");
        } else {
            prints("psql is not installed", 1, "psql");
        }
    }

    private void ofARunningHost() throws Exception {
        prints("is running", 0, "status");
        prints("(1 row)", 0, "sql", "-c", "select 1");
        prints("accepting", 0, "isready");
        psql();
        prints("waits", 0, "ps");
        prints("waits", 0, "top", "-n", "1");
        prints("com.acme.every.waits.main", 0, "show", "waits");
        prints("waits", 0, "stacks");
        prints("\"waits\" registered", 0, "events");
        prints("starting bgworker", 0, "logs");
        prints("com.acme.every", 0, "libraries");
        prints("max_worker_processes", 0, "settings");
        prints("", 0, "shmem");
        prints("", 0, "plan");
        prints("", 0, "reload");
        prints("", 1, "cancel", "waits");
        prints("", 0, "restart-worker", "waits");
        prints("", 0, "register", "com.acme.every", "waits", "--name", "second");
        prints("", 0, "terminate", "second");
    }
}
