package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The option {@code --max-sessions-per-owner}. */
class SessionsLimitTest {

    private static final String ZOE = "{\"name\":\"zoe\"}";

    private final List<Browser> browsers =
            List.of(new Browser("connect.sid"), new Browser("connect.sid"), new Browser("connect.sid"));

    private static JsonNode list(App app, Browser browser) {
        return browser.get(app, "/api/sessions").json();
    }

    @Test
    void theOldestEnds() {
        try (App app = App.inProcess(List.of("--max-sessions-per-owner", "2"))) {
            for (Browser browser : browsers) {
                assertThat(browser.post(app, "/login", ZOE).status()).isEqualTo(200);
            }
            assertThat(list(app, browsers.get(0)).get("user").isNull()).isTrue();
            JsonNode seen = list(app, browsers.get(2));
            assertThat(seen.get("sessions")).hasSize(2);
            assertThat(seen.get("limit").toString()).isEqualTo("{\"max\":2,\"refuses\":false}");
        }
    }

    @Test
    void oneMoreIsRefusedAndKeepsTheSessionThatItHad() {
        try (App app = App.inProcess(List.of("--max-sessions-per-owner", "2", "--owner-limit", "refuse"))) {
            browsers.get(0).post(app, "/login", ZOE);
            browsers.get(1).post(app, "/login", ZOE);
            Browser third = browsers.get(2);
            third.get(app, "/session");

            Browser.Answer refused = third.post(app, "/login", ZOE);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.body()).contains("too many sessions");
            assertThat(third.get(app, "/session").json().get("views").asInt()).isEqualTo(2);
            assertThat(list(app, third).get("user").isNull()).isTrue();
            Browser stranger = new Browser("connect.sid");
            assertThat(stranger.post(app, "/login", ZOE).status()).isEqualTo(403);
            assertThat(stranger.cookie()).isEmpty();

            browsers.get(0).post(app, "/logout", "{}");
            assertThat(third.post(app, "/login", ZOE).status()).isEqualTo(200);
        }
    }
}
