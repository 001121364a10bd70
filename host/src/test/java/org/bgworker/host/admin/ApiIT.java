package org.bgworker.host.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.server.Host;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.testing.OpenApi;
import org.bgworker.host.testing.OpenApi.Operation;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of routes. In this process, for nobody outside can ask for it. */
final class ApiIT {
    private static final OpenApi API = OpenApi.read();

    @TempDir private Path dir;

    @Test
    void whatever_can_be_asked_for_is_described_and_the_other_way_round() throws Exception {
        var host = host();
        try {
            assertEquals(
                    lines(API.operations().stream().map(ApiIT::line)),
                    lines(new Api(host).routes().stream().map(ApiIT::line)));
        } finally {
            host.shutdown(ShutdownMode.IMMEDIATE);
            host.stopped().get(30, TimeUnit.SECONDS);
        }
    }

    private Host host() throws Exception {
        var drivers = Places.distribution().resolve("drivers").toString();
        return Host.start(
                new HostOptions(
                        Files.createDirectory(dir.resolve("modules")),
                        dir.resolve("data"),
                        Optional.empty(),
                        List.of(new Assignment("driver_directory", drivers, "in a test"))));
    }

    private static String lines(Stream<String> operations) {
        return operations.sorted().collect(Collectors.joining("\n"));
    }

    private static String line(Route route) {
        return "%s %s %s"
                .formatted(route.method(), route.path(), new TreeSet<>(route.parameters()));
    }

    private static String line(Operation operation) {
        return "%s %s"
                .formatted(
                        operation,
                        API.parameters(operation).stream()
                                .filter(one -> one.get("in").stringValue().equals("query"))
                                .map(one -> one.get("name").stringValue())
                                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
