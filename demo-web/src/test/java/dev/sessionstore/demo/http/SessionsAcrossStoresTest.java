package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The list of one's sessions while the store is switched, and while sessions are moved. */
@Tag("slow")
class SessionsAcrossStoresTest {

    private static final String ZOE = "{\"name\":\"zoe\"}";

    private final Browser laptop = new Browser("connect.sid");
    private final Browser phone = new Browser("connect.sid");
    private RedisServer redis;
    private App app;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
        app = App.inProcess(List.of("--store", "redis-lettuce", "--url", redis.url()));
    }

    @AfterEach
    void stop() {
        app.close();
        redis.close();
    }

    private void change(String way, String store) throws IOException {
        RawRequest.Answer answer = RawRequest.send(
                app,
                "{\"store\":\"" + store + "\"}",
                "POST /api/stores/" + way,
                "Host: localhost",
                "X-Session-Store-Page: 1",
                "Content-Type: application/json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private JsonNode list(Browser browser) {
        return browser.get(app, "/api/sessions").json();
    }

    private void login(Browser... browsers) {
        for (Browser browser : browsers) {
            assertThat(browser.post(app, "/login", ZOE).status()).isEqualTo(200);
        }
    }

    @Test
    void aSwitchShowsTheSessionsOfTheStoreInUse() throws IOException {
        String first = list(laptop).get("store").asString();
        login(laptop, phone);
        change("switch", "memory");
        assertThat(list(laptop).get("user").isNull()).isTrue();
        Browser tablet = new Browser("connect.sid");
        login(tablet);
        assertThat(list(tablet).get("sessions")).hasSize(1);

        change("switch", first);
        assertThat(list(laptop).get("sessions")).hasSize(2);
        assertThat(laptop.post(app, "/sessions/end-others", "{}").body()).isEqualTo("{\"ended\":1}");
        assertThat(list(phone).get("user").isNull()).isTrue();
    }

    @Test
    void aMoveTakesTheListAlong() throws IOException {
        login(laptop, phone);
        change("move", "memory");
        Browser tablet = new Browser("connect.sid");
        login(tablet);

        await().until(() -> list(laptop).get("store").asString().equals("memory")
                && list(laptop).get("sessions").size() == 3);
        assertThat(laptop.post(app, "/sessions/end-others", "{}").body()).isEqualTo("{\"ended\":2}");
        assertThat(list(phone).get("user").isNull()).isTrue();
        assertThat(list(tablet).get("user").isNull()).isTrue();
    }

    /** What is asked while sessions move to a database and back, again and again. */
    @Test
    void movesFailNoListAndLogNobodyOut() throws Exception {
        String first = list(laptop).get("store").asString();
        login(laptop, phone);
        AtomicBoolean stop = new AtomicBoolean();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicLong listed = new AtomicLong();
        List<Thread> readers = Stream.of(laptop, phone)
                .map(browser -> new Thread(() -> {
                    while (!stop.get()) {
                        Browser.Answer answer = browser.get(app, "/api/sessions");
                        if (answer.status() != 200
                                || answer.json().get("sessions").isNull()) {
                            wrong.add(answer.status() + " " + answer.body());
                        }
                        listed.incrementAndGet();
                    }
                }))
                .toList();
        readers.forEach(Thread::start);
        try {
            for (int i = 0; i < 6; i++) {
                String to = i % 2 == 0 ? "memory" : first;
                change("move", to);
                await().until(() -> json(app).get("store").asString().equals(to));
            }
        } finally {
            stop.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
        }
        assertThat(wrong).isEmpty();
        await().until(() -> list(laptop).get("sessions").size() == 2);
        assertThat(listed.get()).isGreaterThan(20);
    }

    private static JsonNode json(App app) {
        return new Browser("connect.sid").get(app, "/api/sessions").json();
    }
}
