package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.demo.cli.InProcessDemo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is turned away, and what every answer tells the browser. */
class GuardTest {

    private static final String HEADER = "X-Session-Store-Page: 1";
    private static final String JSON = "Content-Type: application/json";
    private static final List<String> SESSION_ACTIONS =
            List.of("/login", "/logout", "/sessions/end", "/sessions/end-others", "/sessions/end-all");
    private static final String MEMORY = "{\"store\":\"memory\"}";

    private static App demo;
    private static App open;

    @BeforeAll
    static void start() {
        demo = App.node(InProcessDemo.start(List.of()), 0);
        open = App.node(InProcessDemo.start(List.of("--allow-remote-actions")), 0);
    }

    @AfterAll
    static void stop() {
        demo.close();
        open.close();
    }

    private static String host(App app) {
        return "Host: localhost:" + app.port();
    }

    private static RawRequest.Answer ping(App app, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of("POST /api/stores/ping", JSON));
        lines.addAll(List.of(headers));
        return RawRequest.send(app, MEMORY, lines.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sessions",
                "/stores",
                "/assets/common.js",
                "/session",
                "/api/sessions",
                "/inspect",
                "/api/stores",
                "/nothing",
                "/attrs"
            })
    void everyAnswerTellsTheBrowserHowLittleItNeeds(String path) throws IOException {
        RawRequest.Answer answer = RawRequest.send(demo, "", "GET " + path, host(demo));

        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.header("X-Frame-Options")).contains("DENY");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).contains("same-origin");
    }

    @Test
    void theDemosOwnPageMayAct() throws IOException {
        RawRequest.Answer answer = ping(
                demo, host(demo), HEADER, "Sec-Fetch-Site: same-origin", "Origin: http://localhost:" + demo.port());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"millis\":");
    }

    @Test
    void anActionWithoutItsHeaderIsRefused() throws IOException {
        RawRequest.Answer answer = ping(demo, host(demo));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("X-Session-Store-Page");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, http://evil.example",
        "Origin, http://localhost:1",
        "Origin, null"
    })
    void whatAnotherSitesPageAsksForIsRefused(String name, String value) throws IOException {
        String header = name + ": " + value;

        assertThat(ping(demo, host(demo), HEADER, header).status()).isEqualTo(403);
        for (String route :
                List.of("GET /session", "GET /destroy", "GET /inspect", "GET /api/stores", "GET /api/events")) {
            RawRequest.Answer answer = RawRequest.send(demo, "", route, host(demo), header);
            assertThat(answer.status()).as(route).isEqualTo(403);
            assertThat(answer.header("Set-Cookie")).as(route).isEmpty();
        }
        for (String action : SESSION_ACTIONS) {
            RawRequest.Answer answer =
                    RawRequest.send(demo, "{\"name\":\"zoe\"}", "POST " + action, host(demo), JSON, header);
            assertThat(answer.status()).as(action).isEqualTo(403);
            assertThat(answer.header("Set-Cookie")).as(action).isEmpty();
        }
        assertThat(RawRequest.send(demo, "{}", "POST /attrs", host(demo), header)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aLinkFromAnotherSiteShowsThePage() throws IOException {
        assertThat(RawRequest.send(demo, "", "GET /", host(demo), "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: localhost.evil.example:80", "Host: 127.0.0.1.evil.example"})
    void aNameOfSomebodyElsesThatPointsHereMayNotAct(String host) throws IOException {
        RawRequest.Answer answer = ping(demo, host, HEADER);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("--allow-remote-actions");
        assertThat(ping(open, host, HEADER).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/session", "/inspect", "/api/stores", "/api/events", "/nothing"})
    void aNameOfSomebodyElsesThatPointsHereReadsNothing(String path) throws IOException {
        RawRequest.Answer answer = RawRequest.send(demo, "", "GET " + path, "Host: evil.example");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("--allow-host");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aNameThatItWasToldWillDo() throws IOException {
        try (App named = App.inProcess(List.of("--allow-host", "Demo.example"))) {
            assertThat(RawRequest.send(named, "", "GET /session", "Host: demo.example:8080")
                            .status())
                    .isEqualTo(200);
            assertThat(RawRequest.send(named, "", "GET /session", "Host: other.example")
                            .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"})
    void aFormOfABrowserThatSaysNothingOfItsOriginPostsNothing(String type) throws IOException {
        RawRequest.Answer answer =
                RawRequest.send(demo, "{\"a\":1}", "POST /attrs", host(demo), "Content-Type: " + type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(RawRequest.send(
                                demo,
                                "{\"a\":1}",
                                "POST /attrs",
                                host(demo),
                                "Content-Type: application/json; charset=utf-8")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", ""})
    void anActionOnTheSessionTakesJsonOnlyAndIsNoGet(String type) throws IOException {
        for (String action : SESSION_ACTIONS) {
            RawRequest.Answer answer =
                    RawRequest.send(demo, "{\"name\":\"zoe\"}", "POST " + action, host(demo), "Content-Type: " + type);
            assertThat(answer.status()).as(action).isEqualTo(415);
            assertThat(answer.header("Set-Cookie")).as(action).isEmpty();
            assertThat(RawRequest.send(demo, "", "GET " + action, host(demo)).status())
                    .as(action)
                    .isEqualTo(405);
        }
    }

    @Test
    void aVisitorOfAnotherMachineMayLogIn() throws IOException {
        RawRequest.Answer answer = RawRequest.send(
                demo, "{\"name\":\"zoe\"}", "POST /login", host(demo), JSON, "X-Forwarded-For: 203.0.113.1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Set-Cookie")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 203.0.113.1", "Forwarded: for=203.0.113.1"})
    void whoComesThroughAProxyMayNotAct(String header) throws IOException {
        assertThat(ping(demo, host(demo), HEADER, header).status()).isEqualTo(403);
        assertThat(ping(open, host(open), HEADER, header).status()).isEqualTo(200);
    }

    @Test
    void theFlagLiftsNothingButThePlace() throws IOException {
        assertThat(ping(open, host(open)).status()).isEqualTo(403);
        assertThat(ping(open, host(open), HEADER, "Sec-Fetch-Site: cross-site").status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/stores/ping", "/api/stores/switch", "/api/stores/move", "/api/stores/fill"})
    void anActionIsNoGet(String path) throws IOException {
        assertThat(RawRequest.send(demo, "", "GET " + path, host(demo), HEADER).status())
                .isEqualTo(405);
        assertThat(RawRequest.send(demo, "", "POST " + path, host(demo)).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fill | {} | sessions",
                "fill | {\"sessions\":0} | sessions 0 is not between 1 and 2000",
                "fill | {\"sessions\":2001} | sessions 2001",
                "fill | {\"sessions\":\"many\"} | sessions",
                "fill | {\"sessions\":1.5} | sessions",
                "fill | {\"sessions\":99999999999999999999} | sessions",
                "fill | {\"sessions\":1,\"more\":2} | more",
                "ping | {\"store\":\"nowhere\"} | nowhere",
                "ping | {\"store\":7} | store",
                "ping | {} | store",
                "ping | [] | object",
                "ping | nonsense | JSON",
                "switch | {\"store\":\"memory\"} | in use already",
                "move | {\"store\":\"memory\"} | in use already"
            })
    void aWrongInputIsNamed(String action, String body, String named) throws IOException {
        RawRequest.Answer answer = RawRequest.send(demo, body, "POST /api/stores/" + action, host(demo), JSON, HEADER);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-999999999999999", "soon"})
    void aLifetimeOutOfBoundsIsNamed(String maxAge) throws IOException {
        RawRequest.Answer answer = RawRequest.send(demo, "", "GET /cookie?maxAge=" + maxAge, host(demo));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("maxAge", maxAge);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws IOException {
        RawRequest.Answer answer = RawRequest.send(
                demo, "{\"store\":\"" + "x".repeat(70_000) + "\"}", "POST /api/stores/ping", host(demo), JSON, HEADER);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("larger than");
    }
}
