package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.demo.cli.InProcessDemo;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The store in use has gone, and the demo goes on with another. */
@Tag("slow")
class SwitchAwayTest {

    private static RawRequest.Answer switchTo(App app, String store) throws IOException {
        return RawRequest.send(
                app,
                "{\"store\":\"" + store + "\"}",
                "POST /api/stores/switch",
                "Host: localhost",
                "X-Session-Store-Page: 1",
                "Content-Type: application/json");
    }

    @Test
    void aStoreThatDoesNotAnswerCanBeLeftAndListenersHearThatAllIsWell() throws Exception {
        RedisServer redis = RedisServer.start();
        List<StoreEvent> events = new CopyOnWriteArrayList<>();
        try (InProcessDemo demo = InProcessDemo.start(List.of("--store", "redis-jedis", "--url", redis.url()))) {
            demo.stores().store().on(StoreEvent.Connected.class, events::add);
            demo.stores().store().on(StoreEvent.Disconnected.class, events::add);
            App app = App.node(demo, 0);
            Browser browser = new Browser("connect.sid");
            browser.get(app, "/session");
            redis.close();
            assertThat(browser.get(app, "/session").status()).isEqualTo(503);

            RawRequest.Answer answer = switchTo(app, "memory");

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"leftBehind\":null");
            assertThat(browser.get(app, "/session").json().get("views").asInt()).isEqualTo(1);
            assertThat(events).hasSize(2);
            assertThat(events.get(0)).isInstanceOf(StoreEvent.Disconnected.class);
            assertThat(events.get(1)).isInstanceOf(StoreEvent.Connected.class);
        } finally {
            redis.close();
        }
    }

    @Test
    void theStoreInUseIsShownWithItsPasswordLeftOut() throws Exception {
        try (InProcessDemo demo =
                InProcessDemo.start(List.of("--store", "jdbc", "--url", "jdbc:h2:mem:shown;USER=sa;PASSWORD=hidden"))) {
            RawRequest.Answer answer = RawRequest.send(App.node(demo, 0), "", "GET /api/stores", "Host: localhost");

            assertThat(answer.body()).contains("\"jdbc:h2:mem:shown\"").doesNotContain("hidden");
        }
    }
}
