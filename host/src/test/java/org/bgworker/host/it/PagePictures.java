package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.bgworker.host.testing.Clerk;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Places;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the page that the README shows, by hand: {@code mvn -Dtest=NoTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=PagePictures
 * -Dfailsafe.failIfNoSpecifiedTests=false verify} runs the samples for some minutes ({@code
 * -Dpictures.minutes=7}) and writes {@code page.png} and {@code page-dark.png} to {@code
 * host/target/pictures}, to be copied to {@code docs}, and others only to look at.
 */
final class PagePictures {
    private static final int LARGEST = 200_000;
    private static final Duration SCENE =
            Duration.ofMinutes(Integer.getInteger("pictures.minutes", 7));

    @TempDir private Path dir;

    @Test
    void the_samples_at_work() throws IOException {
        var modules = copySamples();
        addJobs(modules);
        var pictures = Files.createDirectories(Path.of("target/pictures"));
        var words =
                new String[] {
                    "-c", "max_worker_processes=12",
                    "-c", "restart_max_delay=1min",
                    "-c", "supervised_failures.enabled=on",
                    "-c", "file_ingest.directory=" + inbox()
                };
        try (var scene = PageScene.start(modules, data(), words)) {
            scene.connect();
            var share = "return parseFloat(document.querySelector('#workers i.run')?.style.width)";
            double wanted = 10.0 * SCENE.toMinutes(); // of ten minutes, in percent
            scene.browser()
                    .await(
                            "the scene has lasted",
                            SCENE.plusMinutes(2),
                            () ->
                                    scene.browser().script(share) instanceof Number reached
                                            && reached.doubleValue() >= wanted);
            scene.browser().resize(1280, 800);
            take(scene, "light", pictures.resolve("page.png"));
            take(scene, "dark", pictures.resolve("page-dark.png"));
            assertTrue(Files.size(pictures.resolve("page.png")) < LARGEST);
            assertTrue(Files.size(pictures.resolve("page-dark.png")) < LARGEST);
            scene.browser().resize(1280, 1500);
            take(scene, "light", pictures.resolve("whole.png"));
            scene.browser().resize(390, 1700);
            take(scene, "light", pictures.resolve("phone.png"));
        }
    }

    private Path data() {
        return dir.resolve("data");
    }

    /** By a host before, so that the one who does it is not in the picture. */
    private void addJobs(Path modules) throws IOException {
        var clerk = Clerk.in(modules);
        try (var host = HostProcess.run(modules, data())) {
            host.await("clerk: ready");
            host.await("scheduler: running the jobs of scheduler.job");
            clerk.change(host, job("purge", "15 */3 * * * *", "delete from scheduler.job_run"));
            clerk.change(host, job("report", "40 */4 * * * *", "select 1 from reports.daily"));
            host.stop();
        }
        Files.delete(modules.resolve("clerk.jar"));
    }

    private static String job(String name, String schedule, String command) {
        return "insert into scheduler.job (name, schedule, command) values ('%s', '%s', '%s')"
                .formatted(name, schedule, command);
    }

    private static void take(PageScene scene, String scheme, Path to) throws IOException {
        scene.browser().prefer(scheme);
        scene.browser().script("document.activeElement.blur()");
        scene.browser().picture(to);
    }

    private Path copySamples() throws IOException {
        var modules = dir.resolve("modules");
        try (Stream<Path> files = Files.walk(Places.samples())) {
            for (var file : files.filter(one -> one.toString().endsWith(".jar")).toList()) {
                var to = modules.resolve(Places.samples().relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return modules;
    }

    private Path inbox() throws IOException {
        var inbox = Files.createDirectory(dir.resolve("incoming"));
        var data = Places.samples().resolve("../sample-workers/file-ingest/data").normalize();
        for (var file : new String[] {"bad-rows.csv", "zone-transitions.csv"}) {
            Files.copy(data.resolve(file), inbox.resolve(file));
        }
        return inbox;
    }
}
