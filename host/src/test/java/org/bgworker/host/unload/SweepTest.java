package org.bgworker.host.unload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker leaves behind, and the sweep undoes: the library goes. */
@Timeout(20)
final class SweepTest {
    @TempDir private Path dir;

    @Test
    void a_shutdown_hook_is_removed_and_not_run() throws Exception {
        undone("hook", "removed shutdown hook \"my hook\" without running it");
        assertNull(System.getProperty("litter.hook"));
    }

    @Test
    void so_is_one_that_was_registered_by_a_method_reference() throws Exception {
        undone("hook_reference", "removed shutdown hook \"my hook\" without running it");
    }

    @Test
    void of_a_shutdown_hook_that_the_library_has_removed_nothing_is_told() throws Exception {
        undone("hook_removed");
    }

    @Test
    void a_jdbc_driver_is_deregistered_from_within_the_library() throws Exception {
        undone("driver", "deregistered JDBC driver com.acme.litter.Driver");
    }

    @Test
    void an_mbean_is_unregistered() throws Exception {
        undone("mbean", "unregistered MBean com.acme:type=Counter");
    }

    @Test
    void a_log_handler_is_removed() throws Exception {
        undone("log_handler", "removed log handler com.acme.litter.Pages from logger \"\"");
    }

    @Test
    void the_default_uncaught_exception_handler_is_unset() throws Exception {
        undone("uncaught", "unset the default uncaught exception handler");
    }

    @Test
    void a_security_provider_is_removed() throws Exception {
        undone("provider", "removed security provider \"Litter\"");
    }

    @Test
    void an_object_in_the_system_properties_is_removed() throws Exception {
        undone("property", "removed System property \"litter.object\"");
    }

    @Test
    void a_default_of_the_network_is_unset() throws Exception {
        undone("authenticator", "unset com.acme.litter.authenticator$1 as a default of java.net");
    }

    @Test
    void caches_of_beans_are_flushed() throws Exception {
        undone("introspector");
    }

    @Test
    void an_event_committed_while_a_recording_runs_is_unregistered_and_stays_recorded()
            throws Exception {
        try (var recording = new Recording()) {
            recording.start();
            undone("recorded_event", "unregistered flight recorder event com.acme.litter.Tick");
            recording.dump(dir.resolve("all.jfr"));
        }
        var ticks =
                RecordingFile.readAllEvents(dir.resolve("all.jfr")).stream()
                        .filter(event -> event.getEventType().getName().equals("com.acme.Tick"));
        assertEquals(1, ticks.count());
    }

    @Test
    void the_context_class_loader_of_an_idle_pools_thread_is_reset() throws Exception {
        var swept = LitterRun.of("idle_pool");
        assertEquals(1, swept.undone().size(), swept.undone().toString());
        LitterRun.awaitGone(swept);
    }

    @Test
    void a_pool_of_the_hosts_that_has_made_its_thread_on_the_workers_does_not_keep_it()
            throws Exception {
        try (var pool = Executors.newSingleThreadExecutor(work -> new Thread(work, "of a pool"))) {
            var ended = LitterRun.of("nothing", (_, _) -> pool.submit(() -> {}).get());
            reset(ended, "of a pool");
        }
    }

    @Test
    void a_context_class_loader_that_was_left_on_a_thread_of_the_hosts_is_reset() throws Exception {
        try (var pool =
                Executors.newSingleThreadExecutor(work -> new Thread(work, "of the host"))) {
            var host = pool.submit(Thread::currentThread).get();
            var ended =
                    LitterRun.of(
                            "nothing",
                            (library, _) -> host.setContextClassLoader(library.loader()));
            reset(ended, "of the host");
            assertEquals(ClassLoader.getSystemClassLoader(), host.getContextClassLoader());
        }
    }

    private static void reset(LitterRun.Ended ended, String thread) {
        assertEquals(
                List.of("reset the context class loader of thread \"%s\"".formatted(thread)),
                ended.swept().undone());
        LitterRun.awaitGone(ended.swept());
    }

    private static void undone(String what, String... undone) throws Exception {
        var swept = LitterRun.of(what);
        assertEquals(List.of(undone), swept.undone());
        LitterRun.awaitGone(swept);
    }
}
