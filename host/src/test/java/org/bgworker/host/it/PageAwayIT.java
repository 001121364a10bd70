package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.testing.Browser;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that outlives its host, its streams and its token. */
final class PageAwayIT {
    @TempDir private Path dir;
    private List<PageScene> scene = List.of();

    @BeforeEach
    void a_host_runs() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.away")
                .worker(
                        "waits",
                        ".startTime(StartTime.POSTMASTER_START)",
                        "say(\"runs\"); while (true) { worker.latch().await(); worker.latch().reset(); }")
                .jar(modules.resolve("away.jar"));
        scene = List.of(PageScene.start(modules, dir.resolve("data")));
        scene().host().await("waits: runs");
    }

    @AfterEach
    void all_ends() {
        scene.forEach(PageScene::close);
    }

    private PageScene scene() {
        return scene.getFirst();
    }

    private Browser browser() {
        return scene().browser();
    }

    private void await(String what, String script) {
        browser().await(what, () -> Boolean.TRUE.equals(browser().script("return " + script)));
    }

    private long lines(String text) {
        return browser().all("#log div").stream()
                .filter(line -> line.getText().contains(text))
                .count();
    }

    @Test
    void a_host_that_is_started_again_is_shown_again() {
        scene().connect();
        browser().awaitText("#log div", "waits: runs");
        assertEquals(0, scene().host().stop());
        browser().awaitText("#host", "the host does not answer");
        assertTrue(browser().one("#workers tr").isDisplayed(), "what was last known stays");
        try (var again =
                HostProcess.run(
                        dir.resolve("modules"), dir.resolve("data"), "--http", scene().address())) {
            again.await("waits: runs");
            browser().awaitText("#host", "process " + again.process().pid());
            browser().awaitText("#log div", "waits: runs");
            assertEquals(1, lines("waits: runs"), "the old host's are gone");
            assertEquals(1, browser().all("#workers tr").size());
            await("it is no longer faint", "!document.querySelector('.away')");
        }
    }

    @Test
    void a_stream_that_breaks_off_brings_no_line_twice() {
        scene().open();
        browser()
                .script(
                        """
                        const real = window.fetch;
                        window.broken = 0;
                        window.fetch = async (path, options) => {
                          if (!path.startsWith("/v1/events")) return real(path, options);
                          window.broken++;
                          return new Response("");
                        };
                        """);
        scene().enter(scene().token());
        await("it broke off three times", "window.broken > 3");
        browser().awaitText("#log div", "waits: runs");
        assertEquals(1, lines("waits: runs"));
        // the events are gone, so the line is drawn by what the worker itself is known to do
        assertEquals(1, browser().all("#workers .line i.run").size());
    }

    @Test
    void an_answer_that_comes_after_the_token_was_forgotten_is_not_shown() {
        scene().connect();
        scene().row("waits");
        browser()
                .script(
                        """
                        const real = window.fetch;
                        window.fetch = async (path, options) => {
                          if (!path.startsWith("/v1/workers")) return real(path, options);
                          const text = await (await real(path)).text();
                          window.isHeld = true;
                          await new Promise(release => { window.release = release; });
                          return new Response("[]");
                        };
                        """);
        await("an answer is under way", "window.isHeld === true");
        browser().one("#leave").click();
        browser().scriptToItsEnd("window.release(); requestIdleCallback(() => done());");
        assertTrue(browser().one("#enter").isDisplayed());
        assertFalse(browser().one("#all").isDisplayed());
        assertEquals(List.of(), browser().all("#workers tr, #libraries tr, #log div"));
    }
}
