package dev.sessionstore.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.demo.cli.InProcessDemo;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What other sites try with a visitor's browser, and a visitor who comes by another name. */
@Tag("slow")
@NeedsChromium
class OtherSitesTest {

    private static InProcessDemo demo;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        demo = InProcessDemo.start(List.of());
        chromium = Chromium.open();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        demo.close();
    }

    private static String url(String host, String path) {
        return "http://" + host + ":" + demo.port() + path;
    }

    @BeforeEach
    void haveASession() {
        chromium.go(url("localhost", "/"));
        chromium.click("Count a view");
        chromium.awaitText("#attributes", "views");
    }

    @Test
    void aLinkOfAnotherSiteCannotEndTheSession() throws Exception {
        String sid = chromium.text("#sid");
        try (OtherSite other = new OtherSite("<a href='" + url("localhost", "/destroy") + "'>win a prize</a>")) {
            chromium.go(other.url());
            chromium.find("a").click();
            chromium.awaitText("body", "This is not for pages of other sites");
        }
        chromium.go(url("localhost", "/"));
        assertThat(chromium.text("#sid")).isEqualTo(sid);
    }

    @Test
    void aFormOfAnotherSiteCannotPost() throws Exception {
        try (OtherSite other = new OtherSite("<form method=post enctype=text/plain action='"
                + url("localhost", "/attrs") + "'><input name='{\"a' value='\":1}'><button>go</button></form>")) {
            chromium.go(other.url());
            chromium.click("go");
            chromium.awaitText("body", "This is not for pages of other sites");
        }
    }

    @Test
    void aNameThatIsMadeToPointHereSeesNothing() {
        chromium.go(url("rebound.example", "/stores"));
        chromium.awaitText("body", "does not answer to this name");
    }

    @Test
    void aNameThatTheDemoWasToldSeesThePagesAndCannotAct() {
        try (InProcessDemo named = InProcessDemo.start(List.of("--allow-host", "named.example"))) {
            chromium.go("http://named.example:" + named.port() + "/stores");
            chromium.awaitText("#remote", "--allow-remote-actions");
            chromium.awaitText(".card h2", "memory");
            assertThat(chromium.run("return [...document.querySelectorAll('.card button, #fill button')]"
                            + ".every(button => button.disabled)"))
                    .isEqualTo(true);
            assertThat(chromium.run(
                            "return perform('api/stores/fill', { sessions: 1 }).then(() => 'done', e => e.message)"))
                    .asString()
                    .contains("Only for visitors on this machine");
            assertThat(named.stores().store().listing().orElseThrow().count()).isZero();
            chromium.go("about:blank");
        }
    }

    @Test
    void aPageCannotBeFramedByAnotherSite() throws Exception {
        try (OtherSite other = new OtherSite("<iframe src='" + url("localhost", "/") + "'></iframe>")) {
            chromium.go(other.url());
            chromium.inFrame("iframe");
            assertThat(chromium.run("return location.href")).asString().startsWith("chrome-error:");
        }
    }
}
