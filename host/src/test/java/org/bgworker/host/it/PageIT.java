package org.bgworker.host.it;

import static org.bgworker.host.it.PageScene.part;
import static org.bgworker.host.testing.Workers.RESTARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.Browser;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** What the page shows, in a browser. */
final class PageIT {
    private static final String SOON = ".startTime(StartTime.POSTMASTER_START)";
    private static final String WAITS =
            "while (true) { worker.latch().await(); worker.latch().reset(); }";
    private static final String NASTY = "<img src=x onerror=document.title=1>";

    @TempDir private static Path dir;
    private static List<PageScene> scene = List.of();

    private final List<String> expectedErrors = new ArrayList<>();

    @BeforeAll
    static void a_host_runs() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.page")
                .worker(
                        "counts",
                        SOON,
                        "worker.reportActivity(\"counting sheep\"); worker.reportProgress(3, 10); say(\"counts\"); "
                                + WAITS)
                .worker(
                        "fails",
                        SOON + RESTARTED,
                        "throw new IllegalStateException(\"on purpose\");")
                .function(
                        "nasty",
                        "worker.reportActivity(\"<b>bold</b>\"); say(\"<script>said</script>\"); "
                                + WAITS)
                .init(
                        "registrar.register(BackgroundWorker.named(\"%s\").library(\"com.acme.page\").function(\"nasty\")%s.build());"
                                .formatted(NASTY, SOON))
                .jar(modules.resolve("page.jar"));
        Files.writeString(modules.resolve("broken.jar"), "<i>no jar</i>");
        scene = List.of(PageScene.start(modules, dir.resolve("data")));
        scene().host().await("counts: counts");
        scene().host().await("<script>said</script>");
    }

    @AfterAll
    static void all_ends() {
        scene.forEach(PageScene::close);
    }

    @AfterEach
    void nothing_went_wrong_in_the_browser_and_nobody_else_was_asked() {
        scene().assertClean(expectedErrors);
    }

    private static PageScene scene() {
        return scene.getFirst();
    }

    private static Browser browser() {
        return scene().browser();
    }

    @Test
    void a_wrong_token_is_refused_and_the_right_one_lets_in() {
        expectedErrors.add("status of 401");
        scene().open();
        scene().enter("0".repeat(64));
        browser().awaitText("#refused", "the token is missing or wrong");
        assertFalse(browser().one("#all").isDisplayed());
        assertEquals("token", browser().focused().getAttribute("id"));
        scene().enter("t\u00f6ken");
        browser().awaitText("#refused", "a token has letters and digits only");
        scene().enter(scene().token());
        browser().awaitText("#host", "state run");
        scene().row("counts");
        assertFalse(browser().one("#enter").isDisplayed());
        scene().host().await("refused a request from 127.0.0.1 without the token (1 so far)");
    }

    @Test
    void a_token_that_is_forgotten_is_gone_with_all_that_it_showed() {
        scene().connect();
        scene().row("counts");
        browser().one("#leave").click();
        assertTrue(browser().one("#token").isDisplayed());
        assertFalse(browser().one("#all").isDisplayed());
        assertEquals(List.of(), browser().all("#workers tr, #libraries tr, #log div"));
        assertEquals(0L, browser().script("return sessionStorage.length"));
    }

    @Test
    void a_page_that_is_loaded_again_still_has_the_token() {
        scene().connect();
        browser().script("location.reload()");
        scene().row("counts");
    }

    @Test
    void workers_are_shown_with_what_they_do() {
        scene().connect();
        scene().awaitPart("counts", "state", "running");
        var row = scene().row("counts");
        var doing = part(row, "doing");
        assertTrue(doing.startsWith("counting sheep, 3 of 10, waits: "), doing);
        assertEquals("com.acme.page", part(row, "library"));
        assertTrue(Integer.parseInt(part(row, "pid")) > 1);
        assertEquals("1", part(row, "starts"));
        assertFalse(browser().one("#workers").getText().contains("private server"));
    }

    @Test
    void a_failure_leaves_its_mark_on_the_timeline() {
        scene().connect();
        scene().awaitPart("fails", "exit", "1 threw: IllegalStateException: on purpose");
        var line = scene().row("fails").findElement(By.className("line"));
        browser()
                .await(
                        "there is a mark",
                        () -> !line.findElements(By.cssSelector("i.crash")).isEmpty());
        var mark = line.findElement(By.cssSelector("i.crash"));
        assertTrue(mark.getSize().width >= 3 && mark.getSize().height > 10);
        assertTrue(
                String.valueOf(mark.getAttribute("title"))
                        .endsWith("1 threw: java.lang.IllegalStateException: on purpose"));
        assertTrue(String.valueOf(line.getAttribute("aria-label")).matches("\\d+ failures?"));
        var well = scene().row("counts").findElement(By.className("line"));
        browser()
                .await(
                        "there is a run",
                        () -> !well.findElements(By.cssSelector("i.run")).isEmpty());
        assertEquals("no failure", well.getAttribute("aria-label"));
    }

    @Test
    void libraries_are_shown_with_the_reason_why_one_is_not_loaded() {
        scene().connect();
        var rows = browser().all("#libraries tr");
        assertEquals(2, rows.size());
        var good = browser().awaitText("#libraries tr", "com.acme.page");
        assertEquals("loaded", part(good, "state"));
        var bad = browser().awaitText("#libraries tr", "broken.jar");
        assertEquals("refused", part(bad, "state"));
        assertFalse(part(bad, "reason").isEmpty());
    }

    @Test
    void a_line_of_the_log_is_shown_when_it_is_written() {
        scene().connect();
        browser().awaitText("#log div.log", "counts: counts");
        int before = browser().all("#log div").size();
        scene().host().signal("HUP");
        browser().awaitText("#log div:nth-child(n+%d)".formatted(before + 1), "received SIGHUP");
    }

    @Test
    void markup_in_what_a_library_says_is_shown_as_text() {
        scene().connect();
        scene().awaitPart(NASTY, "doing", "<b>bold</b>");
        assertEquals(NASTY, part(scene().row(NASTY), "name"));
        browser().awaitText("#log div", "<script>said</script>");
        assertEquals(List.of(), browser().all("img, b, main script"));
        assertEquals("bgworker", browser().script("return document.title"));
        scene().row(NASTY).findElement(By.tagName("button")).click();
        browser().awaitText("#question", NASTY);
        assertEquals(List.of(), browser().all("dialog img"));
    }

    @Test
    void on_a_phone_each_worker_is_a_card_and_nothing_sticks_out() {
        browser().resize(390, 844);
        try {
            scene().connect();
            var row = scene().row("counts");
            assertEquals(
                    "",
                    browser()
                            .script(
                                    "return [...document.querySelectorAll('html, .wide')]"
                                            + ".filter(one => one.scrollWidth > one.clientWidth)"
                                            + ".map(one => one.outerHTML.slice(0, 300) + ' ' + one.scrollWidth + ' > ' + one.clientWidth)"
                                            + ".join('\\n')"));
            assertTrue(row.findElement(By.className("line")).getSize().width > 300);
            assertTrue(row.findElement(By.tagName("button")).isDisplayed());
        } finally {
            browser().resize(1280, 900);
        }
    }
}
