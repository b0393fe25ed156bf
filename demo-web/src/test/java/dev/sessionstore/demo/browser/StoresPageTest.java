package dev.sessionstore.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.demo.cli.InProcessDemo;
import dev.sessionstore.testsupport.RedisServer;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of the stores, used as a visitor would. */
@Tag("slow")
@NeedsChromium
class StoresPageTest {

    private static Chromium chromium;

    private final String h2 = "jdbc:h2:mem:" + UUID.randomUUID();
    private final String redis = "redis-lettuce " + RedisServer.shared().url() + "/4";
    private InProcessDemo demo;

    @BeforeAll
    static void openBrowser() {
        chromium = Chromium.open();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void open() {
        demo = InProcessDemo.start(List.of(), 1, h2 + ";DB_CLOSE_DELAY=-1", redis.replace(' ', '='));
        visit("/");
        chromium.forget();
        visit("/");
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views 1");
        visit("/stores");
    }

    @AfterEach
    void close() {
        chromium.go("about:blank");
        demo.close();
    }

    private void visit(String path) {
        chromium.go("http://localhost:" + demo.port() + path);
    }

    @Test
    void everyStoreIsPingedAndSaysWhatItPromises() {
        chromium.awaitText(".card.current h2", "memory");
        chromium.awaitText(".card.current .ping", "ms · 1 session");
        chromium.awaitText(".card.current .chips", "publishes expiry");
        for (String name : List.of(h2, redis)) {
            chromium.awaitText("[aria-label='What " + name + " promises']", "shared by nodes");
        }
        chromium.assertNoComplaints();
    }

    @Test
    void movesKeepTheVisitorLoggedInFromStoreToStore() {
        long views = 1;
        for (String store : List.of(h2, redis, "memory")) {
            chromium.click("Move: " + store);
            chromium.awaitText("#moveText", "to " + store + ". Nobody was logged out");
            chromium.awaitText("#inUse", store);
            visit("/");
            chromium.awaitText("#store", store);
            chromium.awaitText("#attributes", "views " + views++);
            chromium.click("Count a view");
            chromium.awaitText("#attributes", "views " + views);
            visit("/stores");
        }
        chromium.assertNoComplaints();
    }

    @Test
    void aMoveOfManyShowsHowFarItIs() {
        chromium.click("Add");
        chromium.awaitText("#status", "Added 500 sessions to memory");
        chromium.awaitText(".card.current .ping", "501 sessions");
        chromium.click("Move: " + redis);
        chromium.awaitText("#moveText", "Moved 501 sessions from memory to " + redis);
        assertThat(chromium.run("return document.getElementById('bar').position"))
                .isEqualTo(1L);
        chromium.awaitText(".card.current .ping", "501 sessions");
        chromium.screenshot("stores-moved-light-desk");
        chromium.assertNoComplaints();
    }

    @Test
    void aSwitchSaysWhatStaysBehindAndSwitchingBackFindsItAgain() {
        chromium.click("Switch: " + h2);
        chromium.awaitText("#confirmText", "Its one session stays behind in memory");
        chromium.click("Leave it");
        assertThat(chromium.text("#inUse")).isEqualTo("memory");

        chromium.click("Switch: " + h2);
        chromium.click("Switch");
        chromium.awaitText("#status", "Its one session stays behind in memory");
        visit("/");
        chromium.awaitText("#none", "No session yet");

        visit("/stores");
        chromium.click("Switch: memory");
        chromium.click("Switch");
        chromium.awaitText("#inUse", "memory");
        visit("/");
        chromium.awaitText("#attributes", "views 1");
        chromium.assertNoComplaints();
    }

    @Test
    void aSwitchIsDoneWithTheKeyboardAlone() {
        chromium.awaitText(".card.current .ping", "ms");
        String wanted = "Switch: " + h2;
        for (int i = 0; i < 40 && !wanted.equals(chromium.focused().getAccessibleName()); i++) {
            chromium.press(Keys.TAB);
        }
        chromium.press(Keys.ENTER);
        chromium.awaitText("#confirmTitle", "Switch to " + h2);
        assertThat(chromium.focused().getText()).isEqualTo("Switch");
        chromium.press(Keys.ESCAPE);
        assertThat(chromium.focused().getAccessibleName()).isEqualTo(wanted);
        chromium.press(Keys.ENTER);
        chromium.awaitText("#confirmTitle", "Switch to " + h2);
        chromium.press(Keys.ENTER);
        chromium.awaitText("#inUse", h2);
        chromium.assertNoComplaints();
    }

    @Test
    void allOfManyStoresArePingedAtOnce() {
        String[] many = IntStream.range(0, 9)
                .mapToObj(i -> "jdbc:h2:mem:" + UUID.randomUUID())
                .toArray(String[]::new);
        try (InProcessDemo full = InProcessDemo.start(List.of(), 1, many)) {
            chromium.go("http://localhost:" + full.port() + "/stores");
            for (String store : many) {
                chromium.awaitText("[aria-label='What " + store + " promises']", "shared by nodes");
            }
            assertThat(chromium.run("return document.querySelectorAll('.away').length"))
                    .isEqualTo(0L);
            chromium.go("about:blank");
        }
    }
}
