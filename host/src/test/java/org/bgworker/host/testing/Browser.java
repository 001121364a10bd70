package org.bgworker.host.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.net.PortProber;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a window. It reaches this machine alone, and tells what it asked for. */
public final class Browser implements AutoCloseable {
    /** Why tests of the page are skipped. */
    public static final String MISSING =
            "no Chromium: tests of the page are skipped; install the packages chromium and chromium-driver";

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE =
            Duration.ofSeconds(Integer.getInteger("bgworker.patience", 60));

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether there is one here. */
    public static boolean isInstalled() {
        return CHROMIUM.canExecute() && DRIVER.canExecute();
    }

    /** Starts one. */
    public static Browser start() {
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // root, as in a container, has none
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1280,900",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-proxy-server",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL); // the requests
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        try {
            var profiles = Files.createDirectories(Path.of("target/ctmp").toAbsolutePath());
            int port = PortProber.findFreePort();
            // its builder has an annotation that javac does not find, and warns of
            var service =
                    new ChromeDriverService(
                            DRIVER,
                            port,
                            PATIENCE,
                            List.of("--port=" + port, "--log-level=OFF"),
                            Map.of("TMPDIR", profiles.toString()));
            return new Browser(new ChromeDriver(service, options));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Goes to an address, as one who has never been there. */
    public void open(String url) {
        driver.get(url);
        script("sessionStorage.clear()");
        driver.navigate().refresh();
    }

    /** The element, which must be there. */
    public WebElement one(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** All such elements. */
    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** What has the focus. */
    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Waits until something is so. */
    public void await(String what, Supplier<Boolean> isSo) {
        await(what, PATIENCE, isSo);
    }

    /** The same, for as long as that. */
    public void await(String what, Duration patience, Supplier<Boolean> isSo) {
        new WebDriverWait(driver, patience, POLL)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + ", but the page shows:\n" + one("body").getText())
                .until(_ -> isSo.get());
    }

    /** Waits until there is such an element that is shown and whose text contains this. */
    public WebElement awaitText(String css, String text) {
        var found = new ArrayList<WebElement>();
        await(
                "\"%s\" in %s".formatted(text, css),
                () ->
                        all(css).stream()
                                .filter(one -> one.isDisplayed() && one.getText().contains(text))
                                .findFirst()
                                .map(found::add)
                                .isPresent());
        return found.getLast();
    }

    /** What a script returns. */
    public @Nullable Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Waits until a script calls {@code done}. */
    public void scriptToItsEnd(String script) {
        driver.executeAsyncScript("const done = arguments[arguments.length - 1];\n" + script);
    }

    /** Gives the page a place of this size. */
    public void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Has the user prefer {@code light} or {@code dark} pages. */
    public void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Writes what is seen, but for scroll bars, to a PNG. */
    public void picture(Path file) {
        try {
            driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
            var answer = driver.executeCdpCommand("Page.captureScreenshot", Map.of());
            Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The errors that its console has got since this was last asked. */
    public List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The addresses that pages have asked for since this was last asked. */
    public List<String> requests() {
        var addresses = new ArrayList<String>();
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE).getAll()) {
            Map<String, Map<String, Object>> event =
                    new Json().toType(entry.getMessage(), Json.MAP_TYPE);
            var message = event.getOrDefault("message", Map.of());
            if ("Network.requestWillBeSent".equals(message.get("method"))
                    && message.get("params") instanceof Map<?, ?> about
                    && about.get("request") instanceof Map<?, ?> request) {
                addresses.add(String.valueOf(request.get("url")));
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
