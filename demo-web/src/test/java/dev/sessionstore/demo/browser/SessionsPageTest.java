package dev.sessionstore.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.demo.cli.InProcessDemo;
import dev.sessionstore.demo.switching.WithoutOwners;
import dev.sessionstore.memory.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of a user's sessions, used in two browsers on two nodes. */
@Tag("slow")
@NeedsChromium
class SessionsPageTest {

    private static InProcessDemo demo;
    private static Chromium laptop;
    private static Chromium phone;

    @BeforeAll
    static void start() {
        demo = InProcessDemo.start(List.of(), 2);
        laptop = Chromium.open();
        phone = Chromium.open();
    }

    @AfterAll
    static void stop() {
        laptop.close();
        phone.close();
        demo.close();
    }

    @BeforeEach
    void comeAnew() {
        come(laptop, 0);
        come(phone, 1);
    }

    private static void come(Chromium browser, int node) {
        String url = "http://localhost:" + demo.ports().get(node) + "/sessions";
        browser.go(url);
        browser.forget();
        browser.go(url);
        browser.find("#login");
    }

    private static void login(Chromium browser, String name) {
        browser.find("#name").sendKeys(name);
        browser.click("Log in");
        browser.awaitText("#user", name);
    }

    private static long listed(Chromium browser) {
        return (long) browser.run("return document.querySelectorAll('#sessions li').length");
    }

    @Test
    void whoIsNotLoggedInSeesOnlyTheForm() {
        assertThat(laptop.run("return document.getElementById('mine').hidden")).isEqualTo(true);
        assertThat(laptop.text("#login")).contains("Any name will do");
        laptop.assertNoComplaints();
    }

    @Test
    void loggingOutTheOthersEndsTheOtherBrowsersSessionAndItsPageShowsIt() {
        login(laptop, "zoe");
        login(phone, "zoe");
        laptop.awaitText("#sessions li:nth-child(2)", "Chrome on Linux");
        assertThat(laptop.text("#sessions li:nth-child(1)")).contains("this device");
        assertThat(laptop.text("#sessions li:nth-child(2)")).doesNotContain("this device");
        phone.awaitText("#sessions li:nth-child(2)", "this device");

        laptop.click("Log out the others");

        laptop.awaitText("#status", "1 session logged out");
        phone.awaitText("#status", "You were logged out");
        phone.find("#name");
        assertThat(phone.run("return document.getElementById('mine').hidden")).isEqualTo(true);
        assertThat(listed(laptop)).isEqualTo(1);
        laptop.assertNoComplaints();
        phone.assertNoComplaints();
    }

    @Test
    void oneOfThemIsLoggedOutByItsButton() {
        login(laptop, "one");
        login(phone, "one");
        laptop.awaitText("#sessions li:nth-child(2)", "Log out");
        laptop.find("#sessions li:nth-child(2) button").click();
        phone.awaitText("#status", "You were logged out");
        laptop.find("#sessions li:nth-child(1) button").click();
        laptop.awaitText("#status", "You are logged out.");
        laptop.find("#name");
        laptop.assertNoComplaints();
        phone.assertNoComplaints();
    }

    @Test
    void loggingOutEverywhereEndsBoth() {
        login(laptop, "every");
        login(phone, "every");
        phone.click("Log out everywhere");
        phone.awaitText("#status", "2 sessions logged out. You too.");
        laptop.awaitText("#status", "You were logged out");
        laptop.assertNoComplaints();
        phone.assertNoComplaints();
    }

    @Test
    void aNameThatIsMarkupIsAText() {
        String name = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        login(laptop, name);
        assertThat(laptop.text("#user")).isEqualTo(name);
        assertThat(laptop.run("return document.querySelectorAll('#mine img, #mine script').length"))
                .isEqualTo(0L);
        laptop.assertNoComplaints();
    }

    @Test
    void aNameThatIsTooLongIsRefusedAndThePageSaysWhy() {
        laptop.run("document.getElementById('name').removeAttribute('maxlength');"
                + "document.getElementById('name').value = 'x'.repeat(2000); return 1");
        laptop.click("Log in");
        laptop.awaitText("#status", "64 characters");
        assertThat(laptop.run("return document.getElementById('mine').hidden")).isEqualTo(true);
        laptop.forgiveComplaints();
    }

    @Test
    void aStoreWithoutAnIndexSaysSo() {
        try (InProcessDemo other =
                InProcessDemo.over(new WithoutOwners(MemoryStore.builder().build()), "jdbc:h2:mem:without-owners")) {
            laptop.go("http://localhost:" + other.port() + "/sessions");
            login(laptop, "zoe");
            laptop.awaitText("#noIndex", "has no index of whose sessions there are");
            assertThat(laptop.run("return document.getElementById('indexed').hidden"))
                    .isEqualTo(true);
            laptop.click("Log out here");
            laptop.find("#name");
            laptop.go("about:blank");
            laptop.assertNoComplaints();
        }
    }
}
