package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.Test;

/** What others depend on, as {@code jar --describe-module} prints it. */
final class DescriptorIT {
    @Test
    void the_spi_is_one_package_on_the_jdk_alone() throws IOException {
        assertEquals(
                List.of(
                        "exports org.bgworker.spi",
                        "qualified exports org.bgworker.spi.binding to org.bgworker.host",
                        "requires java.base mandated",
                        "requires java.sql transitive",
                        "requires org.jspecify static",
                        "uses org.bgworker.spi.WorkerLibrary",
                        "uses org.bgworker.spi.WorkerMain"),
                describe("bgworker-spi"));
    }

    @Test
    void the_host_exports_what_embeds_it_and_nothing_else() throws IOException {
        assertEquals(
                List.of(
                        "contains org.bgworker.host.admin",
                        "contains org.bgworker.host.admin.page",
                        "contains org.bgworker.host.archive",
                        "contains org.bgworker.host.audit",
                        "contains org.bgworker.host.cli",
                        "contains org.bgworker.host.cli.remote",
                        "contains org.bgworker.host.client",
                        "contains org.bgworker.host.database",
                        "contains org.bgworker.host.flight",
                        "contains org.bgworker.host.guard",
                        "contains org.bgworker.host.journal",
                        "contains org.bgworker.host.json",
                        "contains org.bgworker.host.launch",
                        "contains org.bgworker.host.library",
                        "contains org.bgworker.host.log",
                        "contains org.bgworker.host.postgresql",
                        "contains org.bgworker.host.postmaster",
                        "contains org.bgworker.host.recent",
                        "contains org.bgworker.host.report",
                        "contains org.bgworker.host.server",
                        "contains org.bgworker.host.setting",
                        "contains org.bgworker.host.shmem",
                        "contains org.bgworker.host.unload",
                        "exports org.bgworker.host.embedding",
                        "main-class org.bgworker.host.cli.Main",
                        "provides java.lang.System$LoggerFinder with org.bgworker.host.log.LoggerFinder",
                        "requires com.google.gson",
                        "requires info.picocli",
                        "requires io.github.classgraph",
                        "requires io.prometheus.metrics.model",
                        "requires io.prometheus.writer.text",
                        "requires java.base mandated",
                        "requires java.desktop static",
                        "requires java.management",
                        "requires java.sql",
                        "requires jdk.jfr static",
                        "requires jdk.management",
                        "requires jdk.net",
                        "requires jdk.unsupported",
                        "requires org.bgworker.spi transitive",
                        "requires org.eclipse.jetty.http",
                        "requires org.eclipse.jetty.server",
                        "requires org.eclipse.jetty.unixdomain.server",
                        "requires org.jspecify static",
                        "requires org.tinylog.api",
                        "uses java.sql.Driver"),
                describe("bgworker-host"));
    }

    private static List<String> describe(String name) throws IOException {
        Path jar;
        try (Stream<Path> files = Files.list(Places.distribution().resolve("lib"))) {
            jar = files.filter(file -> file.toString().contains(name)).findFirst().orElseThrow();
        }
        var said = new StringWriter();
        var out = new PrintWriter(said);
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(out, out, "--describe-module", "--file", jar.toString());
        return said.toString().lines().skip(1).filter(line -> !line.isBlank()).sorted().toList();
    }
}
