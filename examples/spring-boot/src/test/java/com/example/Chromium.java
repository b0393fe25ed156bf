package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser with one visitor in it, on the pages of one shop. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path SCREENSHOTS = Path.of(System.getProperty("screenshots", "target/screenshots"));

    /** It looks for a DevTools version of its own that it does not need. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private String site = "";

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    static boolean isInstalled() {
        return browser().isPresent() && program("CHROMEDRIVER", "chromedriver").isPresent();
    }

    static Chromium open() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser().orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--disable-default-apps",
                "--disable-extensions",
                "--window-size=900,900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("CHROMEDRIVER", "chromedriver").orElseThrow())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    private static Optional<File> browser() {
        return program("CHROME_BIN", "chromium", "chromium-browser", "google-chrome");
    }

    private static Optional<File> program(String variable, String... names) {
        String named = System.getenv(variable);
        Stream<File> files = named != null
                ? Stream.of(new File(named))
                : Stream.of(names)
                        .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .map(folder -> new File(folder, name)));
        return files.filter(file -> file.isFile() && file.canExecute()).findFirst();
    }

    /** A visitor who was never here comes to a shop. */
    void visit(Shop shop) {
        site = "http://localhost:" + shop.port();
        go("/");
        driver.manage().deleteAllCookies();
        go("/");
    }

    void go(String path) {
        driver.get(site + path);
    }

    void reload() {
        driver.navigate().refresh();
    }

    void type(String field, String text) {
        WebElement input = driver.findElement(By.name(field));
        if (!"file".equals(input.getDomAttribute("type"))) {
            input.clear();
        }
        input.sendKeys(text);
    }

    /** Clicks on the button or link with this text. */
    void click(String text) {
        driver.findElement(By.xpath("//*[self::button or self::a][normalize-space()='" + text + "']"))
                .click();
    }

    /** Waits until an element shows a text, on this page or on the one that is coming. */
    void awaitText(String css, String part) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> css + " does not show '" + part + "' on " + driver.getCurrentUrl())
                // of a page that is being left
                .ignoring(StaleElementReferenceException.class)
                .until(d -> d.findElements(By.cssSelector(css)).stream()
                        .anyMatch(each -> each.getText().contains(part)));
    }

    boolean shows(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    boolean hasCookies() {
        return !driver.manage().getCookies().isEmpty();
    }

    /** Writes what the whole page looks like to {@code target/…/screenshots}, for people to look at. */
    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        String png = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data")
                .toString();
        Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(png));
    }

    /** Fails when the browser has complained: an error in a script, a file missing. */
    void assertNoComplaints() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }

    /** What the browser has complained of until now was meant to be so. */
    void forgiveComplaints() {
        driver.manage().logs().get(LogType.BROWSER);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
