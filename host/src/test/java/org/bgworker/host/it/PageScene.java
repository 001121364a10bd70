package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.Browser;
import org.bgworker.host.testing.HostProcess;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A host that serves its page, and a browser to look at it with. */
final class PageScene implements AutoCloseable {
    private final Browser browser;
    private final Path data;
    private final HostProcess host;
    private final String url;

    private PageScene(Browser browser, Path data, HostProcess host) {
        this.browser = browser;
        this.data = data;
        this.host = host;
        this.url = url(host);
    }

    /** Starts both, or has the test skipped where there is no browser. */
    static PageScene start(Path modules, Path data, String... words) {
        if (!Browser.isInstalled()) {
            System.out.println(Browser.MISSING); // Maven does not tell
        }
        assumeTrue(Browser.isInstalled(), Browser.MISSING);
        var all = new ArrayList<>(List.of("--http", "127.0.0.1:0"));
        all.addAll(List.of(words));
        var host = HostProcess.run(modules, data, all.toArray(String[]::new));
        try {
            host.await("listening on http://");
            return new PageScene(Browser.start(), data, host);
        } catch (RuntimeException | Error failed) {
            host.close();
            throw failed;
        }
    }

    private static String url(HostProcess host) {
        var line = host.await("listening on http://");
        return line.replaceAll(".*listening on (http://[^,]*),.*", "$1");
    }

    Browser browser() {
        return browser;
    }

    HostProcess host() {
        return host;
    }

    /** Where the host listens, as {@code HOST:PORT}. */
    String address() {
        return url.replaceAll("http://(.*)/", "$1");
    }

    String token() {
        try {
            return Files.readString(data.resolve("http_token")).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Opens the page, which asks for the token. */
    void open() {
        browser.open(url);
        browser.await("the form is shown", browser.one("#token")::isDisplayed);
    }

    /** Types a token and clicks. */
    void enter(String token) {
        browser.one("#token").sendKeys(token);
        browser.one("#enter button").click();
    }

    /** Opens the page and enters the token. */
    void connect() {
        open();
        enter(token());
        browser.await("the host is shown", browser.one("#all")::isDisplayed);
    }

    /** Waits until a worker that is registered is shown, and gives its row. */
    WebElement row(String worker) {
        return rowIn("#workers", worker);
    }

    /** Waits until a worker that has ended is shown, and gives its row. */
    WebElement endedRow(String worker) {
        return rowIn("#ended", worker);
    }

    private WebElement rowIn(String body, String worker) {
        return browser.awaitText(body + " .name", worker).findElement(By.xpath("ancestor::tr"));
    }

    /** The text of a part of a row. */
    static String part(WebElement row, String part) {
        return row.findElement(By.className(part)).getText();
    }

    /** Waits until a part of a worker's row contains a text. */
    void awaitPart(String worker, String part, String text) {
        browser.await(
                "\"%s\" in %s of \"%s\"".formatted(text, part, worker),
                () -> part(row(worker), part).contains(text));
    }

    /** Nothing has gone wrong but what was to, and nobody else was asked for anything. */
    void assertClean(List<String> expectedErrors) {
        var errors =
                browser.errors().stream()
                        .filter(error -> expectedErrors.stream().noneMatch(error::contains))
                        .toList();
        assertEquals(List.of(), errors);
        var requests = browser.requests();
        assertFalse(requests.isEmpty());
        assertEquals(
                List.of(),
                requests.stream()
                        .filter(to -> !to.startsWith(url) && !to.equals("data:,"))
                        .toList());
    }

    @Override
    public void close() {
        try (host) {
            browser.close();
        }
    }
}
