package org.bgworker.host.it;

import static org.bgworker.host.testing.Workers.CONNECTED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker has of its context: itself, its session, its settings. */
final class ContextIT {
    @TempDir private Path modules;
    @TempDir private Path data;

    @Test
    void current_works_on_the_contexts_threads_and_nowhere_else() {
        Workers.of("com.acme.context")
                .functionClass(
                        "asks",
                        """
                        static Runnable asking(String where) {
                            return () -> {
                                try { say(where + " " + WorkerContext.current().entry().name()); }
                                catch (IllegalStateException e) { say(where + " " + e.getMessage()); }
                            };
                        }
                        @Override public void main(Datum arg) throws Exception {
                            var worker = WorkerContext.current();
                            asking("main").run();
                            var threads = List.of(
                                    worker.newThread("a", asking("thread")),
                                    worker.newVirtualThread("b", asking("virtual")),
                                    new Thread(asking("raw"), "my own"),
                                    worker.newThread("c", () -> {
                                        try { worker.latch().await(); }
                                        catch (IllegalStateException e) { say("latch " + e.getMessage()); }
                                        catch (InterruptedException e) { say(e); }
                                    }));
                            for (var thread : threads) { thread.start(); thread.join(); }
                            worker.newExecutor("e", 1).submit(asking("executor")).get();
                            worker.newScheduler("s").schedule(asking("scheduler"), 1, TimeUnit.MILLISECONDS).get();
                        }
                        """)
                .init(
                        "registrar.register(BackgroundWorker.named(\"asks\").library(\"com.acme.context\").function(\"asks\").build());")
                .jar(modules.resolve("context.jar"));
        try (var host = run()) {
            for (var where : List.of("main", "thread", "virtual", "executor", "scheduler")) {
                host.await("asks: %s asks".formatted(where));
            }
            host.await(
                    "asks: raw thread \"my own\" belongs to no background worker; take threads from the worker's context");
            host.await(
                    "asks: latch only the worker's own thread may wait on the latch; this is \"c\"");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R111_R112_and_R115_a_second_session_is_refused_and_the_worker_goes_on() {
        Workers.of("com.acme.context")
                .worker(
                        "twice",
                        CONNECTED,
                        """
                        try { worker.initializeConnection("nowhere", ""); }
                        catch (SQLException e) { say(e.getSQLState() + " " + e.getMessage()); }
                        var connection = worker.initializeConnection();
                        try { worker.initializeConnection(); } catch (IllegalStateException e) { say(e.getMessage()); }
                        try (var rows = connection.createStatement().executeQuery("select 6 * 7")) {
                            rows.next();
                            say("goes on: " + rows.getInt(1));
                        }
                        """)
                .worker("without", "worker.initializeConnection();")
                .jar(modules.resolve("context.jar"));
        try (var host = run()) {
            host.await("twice: 3D000 FATAL: database \"nowhere\" does not exist");
            host.await("twice: background worker \"twice\" has its database connection already");
            host.await("twice: goes on: 42");
            host.await(
                    "ERROR:  java.lang.IllegalStateException: database connection requirement not indicated during registration");
            assertEquals(0, host.stop());
        }
    }

    @Test
    void R69_and_R122_settings_come_from_their_declaration_the_file_and_the_command_line()
            throws IOException {
        Workers.of("com.acme.context")
                .annotated(setting("color", "STRING", "red"))
                .annotated(setting("size", "INT", "10"))
                .annotated(setting("shape", "STRING", "round"))
                .functionClass(
                        "reads",
                        """
                        static void tell(WorkerContext worker, String when) {
                            var all = worker.settings();
                            say(when + " " + all.getString("acme.color") + " " + all.getInt("acme.size") + " " + all.getString("acme.shape"));
                        }
                        @Override public void main(Datum arg) throws Exception {
                            var worker = WorkerContext.current();
                            say("nothing new: " + worker.reloadSettings());
                            tell(worker, "first");
                            worker.latch().await();
                            worker.latch().reset();
                            tell(worker, "before");
                            say("new: " + worker.reloadSettings() + ", again: " + worker.reloadSettings());
                            tell(worker, "then");
                            try { worker.settings().getString("max_worker_processes"); }
                            catch (IllegalArgumentException e) { say("the host's are hidden"); }
                        }
                        """)
                .init(
                        "say(registrar.settings().getInt(\"acme.size\")); registrar.register(BackgroundWorker.named(\"reads\").library(\"com.acme.context\").function(\"reads\").build());"
                                .replace(
                                        "say(",
                                        "System.getLogger(\"x\").log(System.Logger.Level.INFO, \"in init \" + "))
                .jar(modules.resolve("context.jar"));
        var file = data.resolve("bgworker.conf");
        Files.writeString(file, "acme.color = green\nacme.size = 20\n");
        try (var host = run("-c", "acme.color=blue")) {
            host.await("in init 20");
            host.await("reads: nothing new: false");
            host.await("reads: first blue 20 round");
            Files.writeString(
                    file, "acme.color = yellow\nacme.size = 30\nacme.shape = 'four corners'\n");
            host.signal("HUP");
            host.await("reads: before blue 20 round");
            host.await("reads: new: true, again: false");
            host.await("reads: then blue 30 four corners");
            host.await("reads: the host's are hidden");
            assertEquals(0, host.stop());
        }
    }

    private static String setting(String name, String type, String value) {
        return "@Setting(name = \"acme.%s\", type = Setting.Type.%s, defaultValue = \"%s\", description = \"For the test.\")\n"
                .formatted(name, type, value);
    }

    private HostProcess run(String... words) {
        return HostProcess.runWithDatabase(modules, data, words);
    }
}
