package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is logged in, to both applications: the attribute is a plain text. */
@Tag("slow")
@NeedsNode
class SessionsInteropTest {

    private static final String SECRET = "keyboard cat";
    private static final String PREFIX = "whose:";

    private static App node;
    private static App demo;

    private final Browser laptop = new Browser("connect.sid");
    private final Browser phone = new Browser("connect.sid");

    @BeforeAll
    static void start() {
        String url = RedisServer.shared().url();
        node = App.node(NodeOptions.redis(url, SECRET)
                .with("prefix", PREFIX)
                .with("cookie", Map.of("maxAge", 1_800_000, "sameSite", "lax")));
        demo = App.inProcess(List.of("--store", "redis-lettuce", "--url", url, "--prefix", PREFIX, "--secret", SECRET));
    }

    @AfterAll
    static void stop() {
        demo.close();
        node.close();
    }

    private JsonNode list() {
        return laptop.get(demo, "/api/sessions").json();
    }

    @Test
    void nodeReadsWhoLoggedInAndIsOutWhenTheDemoSaysSo() {
        laptop.post(demo, "/login", "{\"name\":\"Zoë\"}");
        phone.post(demo, "/login", "{\"name\":\"Zoë\"}");

        JsonNode seen = phone.get(node, "/whoami").json().get("session");
        assertThat(seen.get("user").asString()).isEqualTo("Zoë");
        assertThat(seen.get("device").asString()).startsWith("Java-http-client");
        assertThat(phone.get(node, "/session").json().get("views").asInt()).isEqualTo(1);
        assertThat(list().get("sessions")).as("what Node saved stays listed").hasSize(2);

        assertThat(laptop.post(demo, "/sessions/end-others", "{}").body()).isEqualTo("{\"ended\":1}");
        assertThat(phone.get(node, "/whoami").json().get("session").has("user")).isFalse();
        assertThat(laptop.get(node, "/whoami").json().get("session").get("user").asString())
                .isEqualTo("Zoë");
    }

    @Test
    void whomNodeLoggedInIsListedFromTheFirstRequestToTheDemoOn() {
        phone.post(node, "/attrs", "{\"user\":\"amy\"}");
        laptop.post(demo, "/login", "{\"name\":\"amy\"}");
        assertThat(list().get("sessions")).hasSize(1);

        phone.get(demo, "/none");

        JsonNode sessions = list().get("sessions");
        assertThat(sessions).hasSize(2);
        assertThat(sessions.get(1).get("device").isNull()).isTrue();
        assertThat(sessions.get(1).get("beganAt").isNull()).isTrue();
        assertThat(laptop.post(demo, "/sessions/end-others", "{}").body()).isEqualTo("{\"ended\":1}");
        assertThat(phone.get(node, "/whoami").json().get("session").has("user")).isFalse();
    }
}
