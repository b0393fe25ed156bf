package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.demo.cli.InProcessDemo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The stream of store events: what it tells, and what it does not do to others. */
@Tag("slow")
class EventsTest {

    private static final int MOST = 64;

    /** The demo logs each event, and one test causes very many. */
    private static final Logger STORE = Logger.getLogger("store");

    private InProcessDemo demo;
    private App one;
    private App two;

    @BeforeEach
    void start() {
        STORE.setLevel(Level.WARNING);
        demo = InProcessDemo.start(List.of(), 2);
        one = App.node(demo, 0);
        two = App.node(demo, 1);
    }

    @AfterEach
    void stop() {
        demo.close();
        STORE.setLevel(null);
    }

    private void awaitListening(int number) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(demo.listening()).isEqualTo(number));
    }

    @Test
    void tellsWhatVisitorsOfBothNodesDoWithoutTheirIds() throws Exception {
        Browser browser = new Browser("connect.sid");
        try (Listening listening = Listening.to(one)) {
            String sid = browser.get(two, "/session").json().get("sid").asString();
            browser.get(two, "/touch");
            browser.get(one, "/destroy");

            String shortened = sid.substring(0, 4) + "…(32)";
            for (String event : List.of("Saved", "Touched", "Destroyed")) {
                String line = listening.awaitLine("\"" + event + "\"");
                assertThat(line).contains("\"sid\":\"" + shortened + "\"").doesNotContain(sid.substring(0, 6));
            }
        }
    }

    @Test
    void tellsABrowserThatItsSessionHasEndedAndNoOtherBrowser() throws Exception {
        Browser browser = new Browser("connect.sid");
        browser.get(two, "/session");
        try (Listening own = Listening.as(browser, one);
                Listening other = Listening.to(one)) {
            browser.get(two, "/destroy");
            own.awaitLine("event: ended");
            new Browser("connect.sid").get(two, "/session");
            assertThat(other.linesUntil("Saved")).noneMatch(line -> line.contains("ended"));
        }
    }

    @Test
    void tellsThatTheStoreWasSwitched() throws Exception {
        try (Listening listening = Listening.to(one)) {
            RawRequest.send(
                    two,
                    "{\"store\":\"jdbc:h2:mem:session-store-demo\"}",
                    "POST /api/stores/switch",
                    "Host: localhost",
                    "X-Session-Store-Page: 1",
                    "Content-Type: application/json");

            assertThat(listening.awaitLine("Switched")).contains("jdbc:h2:mem:session-store-demo");
            new Browser("connect.sid").get(one, "/session");
            listening.awaitLine("Saved");
        }
    }

    @Test
    void whoHasLeftIsForgotten() throws Exception {
        Listening gone = Listening.to(one);
        try (Listening stays = Listening.to(one)) {
            awaitListening(2);
            gone.close();
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                new Browser("connect.sid").get(one, "/session");
                return demo.listening() == 1;
            });
            new Browser("connect.sid").get(one, "/session");
            stays.awaitLine("Saved");
        }
    }

    @Test
    void oneTooManyIsTurnedAwayAndOthersAreServed() throws Exception {
        List<Listening> all = new ArrayList<>();
        try {
            for (int i = 0; i < MOST; i++) {
                all.add(Listening.to(i % 2 == 0 ? one : two));
                assertThat(all.get(i).status()).isEqualTo(200);
            }
            try (Listening tooMany = Listening.to(one)) {
                assertThat(tooMany.status()).isEqualTo(503);
            }
            assertThat(new Browser("connect.sid").get(one, "/session").status()).isEqualTo(200);
        } finally {
            for (Listening each : all) {
                each.close();
            }
        }
    }

    @Test
    void whoDoesNotReadHoldsUpNobodyAndIsToldHowMuchWasDropped() throws Exception {
        Store store = demo.stores().store();
        try (Listening slow = Listening.slowlyTo(one);
                Listening quick = Listening.to(one)) {
            Thread reader = new Thread(() -> readTo(quick, "quick-end"));
            reader.start();
            Instant expiry = Instant.now().plusSeconds(600);
            for (int i = 0; i < 200_000; i++) {
                store.set("session-" + i % 10, "{}", expiry);
            }
            assertThat(new Browser("connect.sid").get(one, "/session").status()).isEqualTo(200);

            slow.awaitLine("event: dropped");
            assertThat(Long.parseLong(slow.awaitLine("data: ").substring("data: ".length())))
                    .isPositive();
            quick.close();
            reader.join();
        }
    }

    private static void readTo(Listening listening, String part) {
        try {
            listening.awaitLine(part);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("losed"); // the test has closed it
        }
    }

    @Test
    void streamsEndAtOnceWhenTheDemoDoesAndRequestsAtWorkAreAnswered() throws Exception {
        App process = App.demo();
        Browser browser = new Browser("connect.sid");
        browser.get(process, "/session/set/begin");
        Thread end = new Thread(process::close);
        try (Listening listening = Listening.to(process);
                SlowPost slow = new SlowPost(process, browser.cookie().orElseThrow(), "{\"slow\":1}")) {
            end.start();
            listening.awaitEnd();
            List<String> answer = slow.end();
            assertThat(answer.get(0)).startsWith("HTTP/1.1 200");
            assertThat(answer.get(answer.size() - 1)).contains("\"slow\":1");
        } finally {
            end.join();
        }
    }
}
