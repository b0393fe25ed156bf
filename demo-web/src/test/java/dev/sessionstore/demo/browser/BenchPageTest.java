package dev.sessionstore.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.demo.cli.InProcessDemo;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of the benchmark, used as a visitor would. */
@Tag("slow")
@NeedsChromium
class BenchPageTest {

    /** Whether something is drawn on each canvas that is to be seen. */
    private static final String DRAWN = """
            const seen = [...document.querySelectorAll('canvas')].filter(canvas => canvas.offsetParent !== null);
            return seen.length > 0 && seen.every(canvas => {
              const { width, height } = canvas;
              return canvas.getContext('2d').getImageData(0, 0, width, height).data.some(value => value !== 0);
            });
            """;

    /** Whether each live chart has lines. */
    private static final String LINES = """
            return ['liveThroughput', 'liveLatency'].every(id =>
              Chart.getChart(id).data.datasets.some(set => set.data.some(point => point.y > 0)));
            """;

    private static InProcessDemo demo;
    private Chromium chromium;

    @BeforeAll
    static void start() {
        demo = InProcessDemo.start(List.of());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @BeforeEach
    void open() {
        chromium = Chromium.open();
        chromium.go("http://localhost:" + demo.port() + "/bench");
    }

    @AfterEach
    void close() {
        chromium.close();
    }

    private void fill(String id, String value) {
        chromium.run("const field = document.getElementById('" + id + "'); field.value = '" + value
                + "'; field.dispatchEvent(new Event('input', { bubbles: true })); return true");
    }

    /** Memory and H2 alone, whatever else listens on this machine. */
    private void chooseWhatIsEverywhere() {
        chromium.find("#stores input[value='memory']");
        chromium.run("document.querySelectorAll('#stores input').forEach(box => {"
                + " box.checked = box.value === 'memory' || box.value.startsWith('jdbc:h2:'); }); return true");
    }

    @Test
    void aBenchRunsToItsEndWithChartsDrawn() {
        chooseWhatIsEverywhere();
        fill("threads", "1, 2");
        fill("rounds", "1");
        fill("seconds", "1");
        fill("warmup", "0");
        fill("sessions", "100");
        chromium.awaitText("#estimate", "Takes about 8 s");
        chromium.click("Start");
        chromium.awaitText("#now", "2 threads: round 1 of 1");
        assertThat(chromium.run(LINES)).isEqualTo(true);
        assertThat(chromium.run(DRAWN)).isEqualTo(true);
        chromium.run("document.getElementById('live').scrollIntoView(); return true");
        chromium.screenshot("bench-running");
        chromium.awaitText("#status", "is complete");
        chromium.awaitText("#results", "Ratio to the baseline");
        assertThat(chromium.run("return document.querySelectorAll('#results canvas').length"))
                .isEqualTo(4L);
        assertThat(chromium.run(DRAWN)).isEqualTo(true);
        assertThat(chromium.text("#results table")).contains("raw memory", "jdbc-h2");
        assertThat(chromium.run("return [...document.querySelectorAll('#results .frame')]"
                        + ".filter(frame => frame.scrollWidth > frame.clientWidth).length"))
                .as("tables that are cut off")
                .isEqualTo(0L);
        assertThat(chromium.text("#runs")).contains("mixed, store, 1, 2 threads", "memory, jdbc-h2");
        chromium.run("document.getElementById('earlier').scrollIntoView(); return true");
        chromium.screenshot("bench-results");
        chromium.colours("dark");
        chromium.window(390, 844, true);
        assertThat(chromium.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        chromium.run("document.getElementById('results').scrollIntoView(); return true");
        chromium.screenshot("bench-phone-dark");
        chromium.assertNoComplaints();
    }

    @Test
    void aBenchIsCancelledByKeyboardAndTheNextCanBegin() {
        chooseWhatIsEverywhere();
        fill("seconds", "60");
        chromium.run("document.getElementById('rounds').focus(); return true");
        chromium.press(Keys.ENTER);
        chromium.awaitText("#now", "memory");
        await().until(() -> chromium.focused().getText(), "Cancel"::equals);
        chromium.press(Keys.ENTER);
        chromium.awaitText("#status", "was cancelled before a round was finished");
        await().until(() -> chromium.focused().getText(), "Start"::equals);
        assertThat(chromium.find("#start").isEnabled()).isTrue();
        chromium.assertNoComplaints();
    }
}
