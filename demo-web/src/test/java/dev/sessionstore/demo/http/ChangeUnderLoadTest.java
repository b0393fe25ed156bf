package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.bench.stores.Backends;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.demo.cli.InProcessDemo;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another store while visitors count views on two nodes: no request fails, no view is lost, nothing ended comes back. */
@Tag("slow")
class ChangeUnderLoadTest {

    private static final int VISITORS = 6;
    private static final int VIEWS_BETWEEN = 150;
    private static final String MEMORY = "memory";

    private final String h2 = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final String redis = "redis-lettuce=" + RedisServer.shared().url() + "/3";
    private final String sameRedis = "redis-jedis=" + RedisServer.shared().url() + "/3";
    private InProcessDemo demo;
    private App one;
    private App two;

    @BeforeEach
    void start() {
        try (Store store = Backends.open(StoreSpec.parse(redis))) {
            store.listing().orElseThrow().clear();
        }
        demo = InProcessDemo.start(List.of(), 2, h2, redis, sameRedis);
        one = App.node(demo, 0);
        two = App.node(demo, 1);
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    private JsonNode act(String action, String store) throws IOException {
        RawRequest.Answer answer = RawRequest.send(
                one,
                "{\"store\":\"" + StoreSpec.parse(store).name() + "\"}",
                "POST /api/stores/" + action,
                "Host: localhost",
                "X-Session-Store-Page: 1",
                "Content-Type: application/json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void awaitMoreViews(Visitors visitors) {
        long before = visitors.counted();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> visitors.counted() >= before + VIEWS_BETWEEN
                        || !visitors.wrong().isEmpty());
    }

    private void awaitMoved(String to) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !demo.stores().situation().isMoving());
        assertThat(demo.stores().situation().inUse()).isEqualTo(StoreSpec.parse(to));
    }

    private static long viewsIn(Store store) {
        Listing listing = store.listing().orElseThrow();
        return listing.sids()
                .map(sid -> JsonMapper.shared().readTree(store.get(sid).orElse("{}")))
                .mapToLong(session -> session.path("views").asLong(0))
                .sum();
    }

    @Test
    void movesLoseNoViewAndLogNobodyOut() throws Exception {
        try (Visitors visitors = Visitors.come(VISITORS, false, one, two)) {
            awaitMoreViews(visitors);
            for (String store : List.of(h2, redis, MEMORY)) {
                act("move", store);
                awaitMoreViews(visitors);
                awaitMoved(store);
                awaitMoreViews(visitors);
            }
            visitors.close();

            assertThat(visitors.wrong()).isEmpty();
            assertThat(visitors.begun()).isEqualTo(VISITORS);
            assertThat(viewsIn(demo.stores().store())).isEqualTo(visitors.counted());
        }
        for (String left : List.of(h2, redis)) {
            try (Store store = Backends.open(StoreSpec.parse(left))) {
                assertThat(viewsIn(store)).as(left).isZero();
            }
        }
    }

    @Test
    void switchesFailNoRequestAndLeaveEveryViewInTheStoreWhereItWasCounted() throws Exception {
        try (Visitors visitors = Visitors.come(VISITORS, true, one, two)) {
            awaitMoreViews(visitors);
            for (String store : List.of(h2, redis)) {
                JsonNode left = act("switch", store);
                assertThat(left.get("sameSessions").asBoolean()).isFalse();
                assertThat(left.get("leftBehind").asLong()).isGreaterThan(0);
                awaitMoreViews(visitors);
            }
            visitors.close();

            assertThat(visitors.wrong()).isEmpty();
            long views = viewsIn(demo.stores().store());
            act("switch", h2);
            views += viewsIn(demo.stores().store());
            act("switch", MEMORY);
            views += viewsIn(demo.stores().store());
            assertThat(views).isEqualTo(visitors.counted());
        }
    }

    @Test
    void aMoveThatIsEndedEarlyLeavesTheRestInTheOldStore() throws Exception {
        RawRequest.send(
                one,
                "{\"sessions\":500}",
                "POST /api/stores/fill",
                "Host: localhost",
                "X-Session-Store-Page: 1",
                "Content-Type: application/json");
        act("move", redis);
        JsonNode left = act("switch", redis);

        Store inUse = demo.stores().store();
        long moved = inUse.listing().orElseThrow().count();
        assertThat(moved + left.get("leftBehind").asLong()).isEqualTo(500);
        act("switch", MEMORY);
        assertThat(inUse.listing().orElseThrow().count())
                .isEqualTo(left.get("leftBehind").asLong());
    }

    @Test
    void aSwitchToAnotherClientOfTheSameServerLogsNobodyOut() throws Exception {
        act("switch", redis);
        try (Visitors visitors = Visitors.come(VISITORS, false, one, two)) {
            awaitMoreViews(visitors);
            assertThat(act("switch", sameRedis).get("sameSessions").asBoolean()).isTrue();
            awaitMoreViews(visitors);
            visitors.close();

            assertThat(visitors.wrong()).isEmpty();
            assertThat(viewsIn(demo.stores().store())).isEqualTo(visitors.counted());
        }
    }

    @Test
    void aMoveToAnotherClientOfTheSameServerIsRefused() throws Exception {
        act("switch", redis);
        Browser browser = new Browser("connect.sid");
        browser.get(one, "/session");

        RawRequest.Answer answer = RawRequest.send(
                one,
                "{\"store\":\"" + StoreSpec.parse(sameRedis).name() + "\"}",
                "POST /api/stores/move",
                "Host: localhost",
                "X-Session-Store-Page: 1",
                "Content-Type: application/json");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("same sessions");
        assertThat(browser.get(two, "/session").json().get("views").asInt()).isEqualTo(2);
    }

    @Test
    void aRequestAtWorkDuringASwitchIsAnsweredAndSavedWhereItBegan() throws Exception {
        Browser browser = new Browser("connect.sid");
        browser.get(one, "/session/set/begin");
        String cookie = browser.cookie().orElseThrow();
        try (SlowPost slow = new SlowPost(one, cookie, "{\"slow\":1}")) {
            act("switch", h2);
            assertThat(slow.end().get(0)).startsWith("HTTP/1.1 200");
        }
        assertThat(browser.get(one, "/whoami").json().get("session").has("slow"))
                .isFalse();

        browser.useCookie(cookie);
        act("switch", MEMORY);
        assertThat(browser.get(one, "/whoami").json().get("session").get("slow").asInt())
                .isEqualTo(1);
    }

    @Test
    void aRequestAtWorkDuringAMoveIsSavedInTheNewStore() throws Exception {
        Browser browser = new Browser("connect.sid");
        browser.get(one, "/session/set/begin");
        try (SlowPost slow = new SlowPost(one, browser.cookie().orElseThrow(), "{\"slow\":1}")) {
            act("move", h2);
            awaitMoved(h2);
            assertThat(slow.end().get(0)).startsWith("HTTP/1.1 200");
        }
        assertThat(browser.get(two, "/whoami").json().get("session").get("slow").asInt())
                .isEqualTo(1);
    }

    @Test
    void aSessionDestroyedDuringAMoveStaysDestroyed() throws Exception {
        Browser browser = new Browser("connect.sid");
        browser.get(one, "/session/set/secret");
        String cookie = browser.cookie().orElseThrow();
        try (SlowPost slow = new SlowPost(one, cookie, "{\"late\":1}")) {
            act("move", redis);
            browser.get(two, "/destroy");
            slow.end();
        }
        awaitMoved(redis);

        browser.useCookie(cookie);
        JsonNode session = browser.get(one, "/whoami").json().get("session");
        assertThat(session.has("value")).isFalse();
        assertThat(session.has("late")).isFalse();
    }

    @Test
    void aStoreThatDoesNotAnswerIsNotSwitchedTo() throws Exception {
        try (InProcessDemo other = InProcessDemo.start(List.of(), 1, "redis-lettuce=redis://localhost:1")) {
            App app = App.node(other, 0);
            Browser browser = new Browser("connect.sid");
            browser.get(app, "/session");
            for (String action : List.of("switch", "move")) {
                RawRequest.Answer answer = RawRequest.send(
                        app,
                        "{\"store\":\"redis-lettuce redis://localhost:1\"}",
                        "POST /api/stores/" + action,
                        "Host: localhost",
                        "X-Session-Store-Page: 1",
                        "Content-Type: application/json");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).contains("localhost:1");
            }
            assertThat(browser.get(app, "/session").json().get("views").asInt()).isEqualTo(2);
        }
    }
}
