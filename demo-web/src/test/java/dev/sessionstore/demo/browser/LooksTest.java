package dev.sessionstore.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.demo.cli.InProcessDemo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in light and dark, on a desk and on a phone; leaves a picture of each in {@code target/screenshots}. */
@Tag("slow")
@NeedsChromium
class LooksTest {

    private static InProcessDemo demo;
    private static Chromium chromium;

    @BeforeAll
    static void start() {
        demo = InProcessDemo.start(List.of(), 2, "redis-lettuce=redis://localhost:1");
        chromium = Chromium.open();
        visit("/");
        chromium.click("Count a view");
        chromium.click("Touch");
        chromium.click("Merge");
        chromium.awaitText("#attributes", "cart");
        visit("/sessions");
        chromium.find("#name").sendKeys("Zoë");
        chromium.click("Log in");
        chromium.awaitText("#user", "Zoë");
        logInElsewhere("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1");
        logInElsewhere("curl/8.5.0");
    }

    /** On another device. */
    private static void logInElsewhere(String userAgent) {
        HttpRequest login = HttpRequest.newBuilder(URI.create("http://localhost:" + demo.port() + "/login"))
                .header("Content-Type", "application/json")
                .header("User-Agent", userAgent)
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Zoë\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .sendAsync(login, HttpResponse.BodyHandlers.ofString())
                        .join()
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        chromium.close();
        demo.close();
    }

    private static void visit(String path) {
        chromium.go("http://localhost:" + demo.port() + path);
    }

    static Stream<Arguments> looks() {
        return Stream.of("light", "dark")
                .flatMap(colours -> Stream.of("desk", "phone")
                        .flatMap(size -> Stream.of(
                                Arguments.of("/", "session", "#attributes", "cart", colours, size),
                                Arguments.of("/sessions", "sessions", "#sessions", "this device", colours, size),
                                Arguments.of("/stores", "stores", ".away .ping", "does not answer", colours, size))));
    }

    @ParameterizedTest(name = "{1} {4} {5}")
    @MethodSource("looks")
    void nothingIsCutOffAndNothingComplains(
            String path, String name, String css, String part, String colours, String size) {
        boolean phone = size.equals("phone");
        chromium.window(phone ? 360 : 1280, phone ? 740 : 900, phone);
        chromium.colours(colours);
        visit(path);
        chromium.awaitText(css, part);
        if (path.equals("/")) {
            chromium.awaitText("#live", "live");
            chromium.click("Count a view");
            chromium.click("Touch");
            chromium.awaitText("#events .touched", "yours");
            chromium.awaitText("#request", "200");
        }
        chromium.screenshot(name + "-" + colours + "-" + size);
        assertThat(chromium.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels to scroll sideways")
                .isEqualTo(0L);
        assertThat(chromium.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(colours.equals("dark") ? "rgb(20, 23, 28)" : "rgb(245, 246, 248)");
        chromium.assertNoComplaints();
    }
}
