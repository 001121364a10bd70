package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's own tools see of a host. */
final class FlightIT {
    private static final String SOON = ".startTime(StartTime.POSTMASTER_START)";

    private static final Pattern URL = Pattern.compile("service:jmx:\\S+");

    @TempDir private Path dir;

    private Path modules() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.flight")
                .worker(
                        "fails",
                        SOON,
                        "worker.latch().await(Duration.ofSeconds(2)); throw new IllegalStateException();")
                .worker("waits", SOON, "worker.latch().await();")
                .jar(modules.resolve("flight.jar"));
        return modules;
    }

    @Test
    void the_flight_recorder_has_starts_exits_waits_libraries_and_states() throws Exception {
        var recording = dir.resolve("host.jfr");
        var data = dir.resolve("data");
        try (var host =
                HostProcess.run(
                        Map.of(),
                        List.of("-XX:StartFlightRecording=filename=%s".formatted(recording)),
                        modules(),
                        data,
                        "-c",
                        "log_min_messages=debug1")) {
            host.await("background worker \"fails\" (PID");
            host.await("ready to accept connections");
            assertEquals(0, host.stop());
        }
        var events =
                RecordingFile.readAllEvents(recording).stream()
                        .filter(one -> one.getEventType().getName().startsWith("bgworker."))
                        .toList();
        assertEquals("fails", first(events, "WorkerStart", "worker", "fails").getString("worker"));
        var exit = first(events, "WorkerExit", "worker", "fails");
        assertEquals("Threw", exit.getString("kind"));
        assertTrue(exit.getDuration("ran").toSeconds() >= 1);
        // half of what was waited: clocks differ, and the postmaster hears of both ends later
        assertTrue(first(events, "WorkerWait", "worker", "fails").getDuration().toSeconds() >= 1);
        assertEquals(
                "loaded",
                first(events, "LibraryState", "library", "com.acme.flight").getString("state"));
        assertEquals("RUN", first(events, "ServerState", "state", "RUN").getString("state"));
    }

    private static RecordedEvent first(
            List<RecordedEvent> events, String type, String field, String value) {
        return events.stream()
                .filter(one -> one.getEventType().getName().equals("bgworker." + type))
                .filter(one -> value.equals(one.getString(field)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " of " + value));
    }

    @Test
    @SuppressWarnings("BanJNDI") // the address is that of the test's own host
    void jmx_has_a_bean_of_the_host() throws Exception {
        var data = dir.resolve("data");
        try (var host = HostProcess.run(modules(), data, "-c", "log_min_messages=debug1")) {
            host.await("listening on socket");
            host.await("background worker \"fails\" (PID");
            var _ = jcmd(host, "ManagementAgent.start_local");
            var address = URL.matcher(jcmd(host, "ManagementAgent.status"));
            assertTrue(address.find());
            try (var client = JMXConnectorFactory.connect(new JMXServiceURL(address.group()))) {
                var beans = client.getMBeanServerConnection();
                var name =
                        new ObjectName(
                                "org.bgworker:type=Host,data=" + ObjectName.quote(data.toString()));
                awaitRegistered(name, beans);
                assertEquals("run", beans.getAttribute(name, "State"));
                assertEquals(8, beans.getAttribute(name, "Slots"));
                assertEquals(1, beans.getAttribute(name, "SlotsUsed"));
                assertEquals(1L, beans.getAttribute(name, "Threw"));
            }
            assertEquals(0, host.stop());
        }
    }

    /** The host registers its bean a moment after its start. */
    private static void awaitRegistered(ObjectName name, MBeanServerConnection beans)
            throws Exception {
        var registered = new CountDownLatch(1);
        NotificationListener listener =
                (one, _) -> {
                    if (((MBeanServerNotification) one).getMBeanName().equals(name)) {
                        registered.countDown();
                    }
                };
        beans.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
        assertTrue(beans.isRegistered(name) || registered.await(60, TimeUnit.SECONDS));
    }

    private static String jcmd(HostProcess host, String command) throws Exception {
        var jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(host.process().pid()),
                                command)
                        .start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
