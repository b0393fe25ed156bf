package dev.sessionstore.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.demo.cli.InProcessDemo;
import dev.sessionstore.testsupport.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page of the session, used as a visitor would. */
@Tag("slow")
@NeedsChromium
class SessionPageTest {

    private static InProcessDemo demo;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        demo = InProcessDemo.start(List.of(), 2);
        chromium = Chromium.open();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        demo.close();
    }

    @BeforeEach
    void comeAnew() {
        chromium.go(url(0));
        chromium.forget();
        chromium.go(url(0));
    }

    private static String url(int node) {
        return "http://localhost:" + demo.ports().get(node) + "/";
    }

    @Test
    void theCounterCounts() {
        chromium.awaitText("#none", "No session yet");
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views 1");
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views 2");
        chromium.assertNoComplaints();
    }

    @Test
    void regenerateChangesTheId() {
        chromium.click("Count a view");
        String before = chromium.text("#sid");
        chromium.click("Log in: new id");
        chromium.awaitText("#answer", before);
        assertThat(chromium.text("#sid")).hasSameSizeAs(before).isNotEqualTo(before);
        chromium.assertNoComplaints();
    }

    @Test
    void theOtherNodeSeesTheSameSession() {
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views 1");
        String sid = chromium.text("#sid");
        chromium.awaitText("#nodes", "Answered by node 1 of 2");
        chromium.find("#nodes a").click();
        chromium.awaitText("#nodes", "Answered by node 2 of 2");
        assertThat(chromium.text("#sid")).isEqualTo(sid);
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views 2");
        chromium.assertNoComplaints();
    }

    @Test
    void aSecondTabSeesWhatTheFirstDoes() {
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views 1");
        chromium.newTab(url(1));
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views 2");
        chromium.closeTab();
        chromium.awaitText("#attributes", "views 2");
        chromium.assertNoComplaints();
    }

    @Test
    void eventsAppearAndOnesOwnAreMarked() {
        chromium.awaitText("#live", "live");
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views 1");
        String sid = chromium.text("#sid");
        chromium.click("Touch");
        chromium.awaitText("#events .touched", sid.substring(0, 4) + "…(32) was touched yours");
        assertThat(chromium.text("#events")).doesNotContain(sid);
        chromium.click("Log out");
        chromium.awaitText("#events .destroyed", sid.substring(0, 4));
        chromium.awaitText("#none", "No session yet");
        chromium.assertNoComplaints();
    }

    @Test
    void everythingIsReachedByKeyboardAndTheFocusIsSeen() {
        for (int i = 0; i < 30 && !chromium.focused().getText().equals("Count a view"); i++) {
            chromium.press(Keys.TAB);
        }
        assertThat(chromium.focused().getText()).isEqualTo("Count a view");
        assertThat(chromium.run("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
        chromium.press(Keys.SPACE);
        chromium.awaitText("#attributes", "views 1");
        chromium.press(Keys.ENTER);
        chromium.awaitText("#attributes", "views 2");
        assertThat(chromium.focused().getText()).isEqualTo("Count a view");
        chromium.assertNoComplaints();
    }

    @Test
    void aPageThatWasHiddenSaysWhatItMissed() {
        chromium.awaitText("#live", "live");
        assertThat(chromium.text("#events")).doesNotContain("was hidden");
        chromium.newTab("about:blank");
        chromium.closeTab();
        chromium.awaitText("#events .dropped", "this page was hidden");
        chromium.awaitText("#live", "live");
        chromium.assertNoComplaints();
    }

    @Test
    void anOutageIsNotTakenForNoSession() {
        try (RedisServer server = RedisServer.start();
                InProcessDemo shared = InProcessDemo.start(List.of("--store", "redis-jedis", "--url", server.url()))) {
            String url = "http://localhost:" + shared.port() + "/";
            chromium.go(url);
            chromium.click("Count a view");
            chromium.awaitText("#attributes", "views 1");
            server.stop();
            chromium.go(url);
            chromium.awaitText("#unknown", "is not known");
            assertThat(chromium.run("return document.getElementById('none').hidden"))
                    .isEqualTo(true);
            server.startAgain();
            chromium.awaitText("#none", "No session yet");
            chromium.go("about:blank");
            chromium.forgiveComplaints();
        }
    }
}
