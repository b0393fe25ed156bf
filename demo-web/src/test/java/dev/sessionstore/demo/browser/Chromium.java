package dev.sessionstore.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser with one visitor in it, who has no cookie yet. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** It looks for a DevTools version of its own that it does not need. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    static Chromium open() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromiumFiles files = ChromiumFiles.find().orElseThrow();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(files.browser());
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
                "--host-resolver-rules=MAP *.example localhost",
                "--window-size=1280,900");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(files.driver())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    void go(String url) {
        driver.get(url);
    }

    /** {@return the first element that a CSS selector finds, as soon as it is to be seen} */
    WebElement find(String css) {
        return Objects.requireNonNull(new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> css + " is not to be seen")
                .until(d -> d.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null)));
    }

    /** Clicks on the button with this text or label, as soon as it is enabled. */
    void click(String label) {
        WebElement button = Objects.requireNonNull(new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> "There is no enabled button '" + label + "'")
                .until(d -> d.findElements(By.tagName("button")).stream()
                        .filter(each -> each.isDisplayed() && each.isEnabled())
                        .filter(each -> label.equals(each.getAccessibleName()))
                        .findFirst()
                        .orElse(null)));
        button.click();
    }

    String text(String css) {
        return find(css).getText();
    }

    /** Waits until an element shows a text. */
    void awaitText(String css, String part) {
        new WebDriverWait(driver, PATIENCE)
                .withMessage(() -> css + " does not show '" + part + "'")
                // of a page that is being left
                .ignoring(StaleElementReferenceException.class)
                .until(d -> d.findElements(By.cssSelector(css)).stream()
                        .anyMatch(each -> each.getText().contains(part)));
    }

    void press(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** {@return the element that has the focus} */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** The visitor's cookies are gone. */
    void forget() {
        driver.manage().deleteAllCookies();
    }

    void newTab(String url) {
        driver.switchTo().newWindow(WindowType.TAB);
        driver.get(url);
    }

    /** Closes this tab and goes on with the first. */
    void closeTab() {
        driver.close();
        tab(0);
    }

    void tab(int index) {
        driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(index));
    }

    /** Goes on in a frame of the page, until the next page. */
    void inFrame(String css) {
        driver.switchTo().frame(find(css));
    }

    Object run(String script) {
        return Objects.requireNonNull(driver.executeScript(script));
    }

    /** What prefers-color-scheme says from now on. */
    void colours(String lightOrDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
    }

    /** The size of the page's window in CSS pixels, that of a phone for example. */
    void window(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    /** Writes what the whole page looks like to {@code target/screenshots}, for people to look at. */
    void screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            String png = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                    .get("data")
                    .toString();
            Files.write(SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(png));
        } catch (IOException e) {
            throw new UncheckedIOException("The screenshot " + name + " could not be written", e);
        }
    }

    /** Fails when the browser has complained: an error in a script, something that the page's policy forbids, a file missing. */
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
