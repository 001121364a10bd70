package org.bgworker.host.it;

import static org.bgworker.host.it.PageScene.part;
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
import org.openqa.selenium.Keys;

/** What can be done by the page, in a browser. */
final class PageDeedsIT {
    private static final String LIBRARY = "com.acme.deeds";
    private static final String OPTIONS =
            ".startTime(StartTime.POSTMASTER_START).restartAfter(Duration.ofSeconds(1))";
    private static final String WAITS =
            "while (true) { worker.latch().await(); worker.latch().reset(); }";

    @TempDir private static Path dir;
    private static List<PageScene> scene = List.of();

    private final List<String> expectedErrors = new ArrayList<>();

    @BeforeAll
    static void a_host_runs() throws Exception {
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of(LIBRARY)
                .worker("stays", OPTIONS, WAITS)
                .worker("to_click", OPTIONS, WAITS)
                .worker("to_type", OPTIONS, WAITS)
                .functionClass(
                        "speaks",
                        "@Override public void main(Datum arg) { say(\"said \" + arg.asLong()); }")
                .function("waits", WAITS)
                .jar(modules.resolve("deeds.jar"));
        // the three, and one more
        scene =
                List.of(
                        PageScene.start(
                                modules, dir.resolve("data"), "-c", "max_worker_processes=4"));
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

    private static void fill(String field, String text) {
        var input = browser().one("#register [name=%s]".formatted(field));
        input.clear();
        input.sendKeys(text);
    }

    private static void register(String library, String function, String name, String argument) {
        fill("library", library);
        fill("function", function);
        fill("name", name);
        fill("main_arg", argument);
        browser().one("#register button").click();
    }

    @Test
    void a_worker_is_registered_by_the_form_with_all_bits_of_its_argument() {
        scene().connect();
        register(LIBRARY, "speaks", "largest", Long.toString(Long.MAX_VALUE));
        browser().awaitText("#message", "\u201clargest\u201d is registered.");
        browser().awaitText("#log div", "largest: said 9223372036854775807");
        assertEquals("finished", part(scene().endedRow("largest"), "state"));
        assertFalse(scene().endedRow("largest").findElement(By.tagName("button")).isDisplayed());
        register(LIBRARY, "speaks", "smallest", Long.toString(Long.MIN_VALUE));
        browser().awaitText("#log div", "smallest: said -9223372036854775808");
    }

    @Test
    void a_worker_of_a_library_that_is_not_there_says_so_when_it_has_ended() {
        scene().connect();
        register("com.acme.nothing", "speaks", "lost", "0");
        assertTrue(part(scene().endedRow("lost"), "exit").contains("com.acme.nothing"));
    }

    @Test
    void what_the_host_refuses_is_told_beside_the_form_and_the_form_keeps_its_words() {
        expectedErrors.addAll(List.of("status of 400", "status of 409"));
        scene().connect();
        register(LIBRARY, "f\u00fcnction", "named", "0");
        browser().awaitText("#message.wrong", "function name is not printable ASCII");
        register(LIBRARY, "speaks", "", "9999999999999999999");
        browser().awaitText("#message.wrong", "\"main_arg\" is no whole number");
        assertEquals(LIBRARY, browser().one("[name=library]").getAttribute("value"));
    }

    @Test
    void a_worker_too_many_is_refused_with_the_reason() {
        expectedErrors.add("status of 409");
        scene().connect();
        for (int i = 0; browser().all("#message.wrong").isEmpty(); i++) {
            register(LIBRARY, "waits", "fills " + i, "0");
            browser().await("it is answered", () -> browser().one("#message").isDisplayed());
        }
        browser().awaitText("#message.wrong", "max_worker_processes");
        for (var button : browser().all("button[aria-label^='Terminate fills']")) {
            button.click();
            browser().one("#sure [value=yes]").click();
        }
        browser()
                .await(
                        "they have ended",
                        () -> browser().all("#workers [aria-label^='Terminate fills']").isEmpty());
    }

    @Test
    void a_click_terminates_only_whom_the_dialog_is_answered_for() {
        scene().connect();
        scene().row("to_click").findElement(By.tagName("button")).click();
        browser().awaitText("#question", "Terminate \u201cto_click\u201d?");
        browser().one("#sure [value=no]").click();
        browser().await("the dialog is gone", () -> !browser().one("#sure").isDisplayed());
        scene().row("to_click").findElement(By.tagName("button")).click();
        browser().one("#sure [value=yes]").click();
        assertEquals("finished", part(scene().endedRow("to_click"), "state"));
        assertEquals("running", part(scene().row("stays"), "state"));
        assertEquals(
                1,
                scene().host().log().stream()
                        .filter(line -> line.matches(".*/terminate by user \"token, 127.*"))
                        .filter(line -> line.contains(handle("to_click")))
                        .count());
    }

    private static String handle(String worker) {
        return "/"
                + scene().endedRow(worker).findElement(By.className("name")).getAttribute("title")
                + "/";
    }

    @Test
    void the_keyboard_does_as_well_and_keeps_its_place_while_the_page_looks_again() {
        scene().connect();
        var button = scene().row("to_type").findElement(By.tagName("button"));
        browser().script("arguments[0].focus()", button);
        var since = part(scene().row("to_type"), "since");
        browser()
                .await(
                        "the row is filled again",
                        () -> !part(scene().row("to_type"), "since").equals(since));
        assertEquals(button, browser().focused());
        button.sendKeys(Keys.ENTER);
        browser().awaitText("#question", "Terminate \u201cto_type\u201d?");
        assertEquals("no", browser().focused().getAttribute("value"), "what harms nobody");
        browser().focused().sendKeys(Keys.ESCAPE);
        browser().await("the dialog is gone", () -> !browser().one("#sure").isDisplayed());
        assertEquals(button, browser().focused());
        button.sendKeys(Keys.ENTER);
        browser().focused().sendKeys(Keys.TAB);
        browser().focused().sendKeys(Keys.ENTER);
        scene().endedRow("to_type");
        assertEquals("region", browser().focused().getAttribute("role"));
    }
}
