package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.sessionstore.testsupport.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The options of express-session, each set the same on both sides. */
@Tag("slow")
@NeedsNode
class OptionsTest {

    private static final List<List<String>> SCRIPTS = List.of(
            List.of(
                    "GET /session/get",
                    "GET /session/get",
                    "GET /session/set/a",
                    "age",
                    "GET /session/get",
                    "GET /none"),
            List.of("GET /none", "GET /none", "GET /session", "age", "GET /session", "GET /touch", "GET /session/get"),
            List.of("GET /session/set/a", "age", "GET /unset", "GET /session/get", "GET /destroy", "GET /session"),
            List.of("GET /session/set/a", "GET /regenerate", "age", "GET /save", "GET /reload", "GET /redirect"),
            List.of("GET /session", "age", "GET /cookie?maxAge=120000", "GET /session", "GET /session/get"),
            List.of(
                    "GET /session X-Forwarded-Proto:https",
                    "GET /session",
                    "GET /session X-Forwarded-Proto:https,http"));

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> setups() {
        Duration time = Duration.ofMinutes(10);
        return Stream.of(
                argumentSet("nothing given", Setup.expressDefaults()),
                argumentSet("resave", Setup.demoDefaults().resave(true)),
                argumentSet("rolling", Setup.expressDefaults().rolling(true).maxAge(time)),
                argumentSet("rolling without maxAge", Setup.expressDefaults().rolling(true)),
                argumentSet("saveUninitialized", Setup.expressDefaults().saveUninitialized(true)),
                argumentSet(
                        "all three",
                        Setup.expressDefaults()
                                .resave(true)
                                .rolling(true)
                                .saveUninitialized(true)
                                .maxAge(time)),
                argumentSet("unset destroy", Setup.demoDefaults().unset("destroy")),
                argumentSet(
                        "every attribute",
                        Setup.expressDefaults()
                                .maxAge(time)
                                .cookie("domain", ".example.com", "--cookie-domain", ".example.com")
                                .cookie("httpOnly", false, "--http-only", "false")
                                .cookie("sameSite", "strict", "--same-site", "strict")
                                .cookie("secure", false, "--secure", "false")
                                .cookie("priority", "high", "--priority", "high")
                                .cookie("partitioned", true, "--partitioned", "true")),
                argumentSet(
                        "auto behind a trusted proxy",
                        Setup.expressDefaults()
                                .proxy(true)
                                .cookie("secure", "auto", "--secure", "auto")
                                .cookie("sameSite", "auto", "--same-site", "auto")),
                argumentSet(
                        "auto behind an ignored proxy",
                        Setup.expressDefaults()
                                .proxy(false)
                                .rolling(true)
                                .cookie("secure", "auto", "--secure", "auto")
                                .cookie("sameSite", "none", "--same-site", "none")
                                .cookie("priority", "low", "--priority", "low")),
                argumentSet(
                        "other names and ids",
                        Setup.demoDefaults()
                                .name("!#$%&'*+-.^_`|~")
                                .prefix("a b:ä[*]?\\:")
                                .uuids()),
                argumentSet(
                        "secrets in another order",
                        Setup.demoDefaults().secrets(List.of("new", "ö", "old"), List.of("old", "new", "ö"))));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void meanTheSameOnBothSides(Setup setup) {
        try (Pair pair = Pair.start(setup, server.url())) {
            SCRIPTS.forEach(pair::assertSame);
        }
    }

    @Test
    void requestsOutsideTheCookiesPathHaveNoSession() {
        Setup setup = Setup.demoDefaults().cookie("path", "/session", "--cookie-path", "/session");
        try (Pair pair = Pair.start(setup, server.url())) {
            pair.assertSame(
                    "GET /whoami", "GET /session", "age", "GET /whoami", "GET /none", "GET /unset", "GET /session");
            pair.assertSame("GET /session/set/a", "age", "GET /whoami", "GET /session/get", "GET /session");
        }
    }

    /** A browser sends no cookie there (RFC 6265, section 5.1.4), so express-session begins a session at every request. */
    @Test
    void aPathThatOnlyBeginsLikeTheCookiesHasASessionInNodeAndNoneInJava() {
        Setup setup = Setup.demoDefaults().cookie("path", "/who", "--cookie-path", "/who");
        try (Pair pair = Pair.start(setup, server.url())) {
            Browser browser = new Browser("connect.sid");
            assertThat(browser.get(pair.node(), "/whoami").json().get("sid").isNull())
                    .isFalse();
            assertThat(browser.get(pair.demo(), "/whoami").json().get("sid").isNull())
                    .isTrue();
        }
    }
}
