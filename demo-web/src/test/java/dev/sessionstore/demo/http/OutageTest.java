package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Redis is gone while the demo runs: a clear answer in bounded time, no cookie lost, and all goes on when it is back. */
@Tag("slow")
class OutageTest {

    /** One and a half times the store's timeout of two seconds and half a second more, and a second for a busy machine. */
    private static final Duration BOUND = Duration.ofMillis(4_500);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Browser browser = new Browser("connect.sid");
    private RedisServer redis;
    private FaultProxy network;
    private App demo;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start();
        network = FaultProxy.to(redis.host(), redis.port());
        demo = App.demo(
                "--store",
                "redis-lettuce",
                "--url",
                "redis://" + network.host() + ":" + network.port(),
                "--secret",
                "s");
        browser.get(demo, "/session");
    }

    @AfterEach
    void stop() {
        demo.close();
        network.close();
        redis.close();
    }

    private void assertRefusedInTime(String path) {
        String cookie = browser.cookie().orElseThrow();
        long begin = System.nanoTime();

        Browser.Answer answer = browser.get(demo, path);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The session store cannot be reached\"}");
        assertThat(answer.setCookies()).isEmpty();
        assertThat(browser.cookie()).contains(cookie);
    }

    @Test
    @Timeout(60)
    void redisIsKilledBeforeASessionIsLoaded() {
        redis.kill();

        assertRefusedInTime("/session");
        assertRefusedInTime("/redirect");
        assertThat(browser.get(demo, "/").status()).as("what needs no session").isEqualTo(200);

        redis.startAgain();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.get(demo, "/session").status()).isEqualTo(200));
        assertThat(browser.get(demo, "/session").json().get("views").asInt()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void redisIsKilledBeforeASessionIsSaved() throws IOException {
        String cookie = browser.cookie().orElseThrow();
        try (SlowPost slow = new SlowPost(demo, cookie, "{\"late\":1}")) {
            redis.kill();
            long begin = System.nanoTime();

            List<String> answer = slow.end();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
            assertThat(answer.get(0)).startsWith("HTTP/1.1 503");
            assertThat(answer).noneMatch(line -> line.startsWith("Set-Cookie"));
            assertThat(answer).last().isEqualTo("{\"error\":\"The session store cannot be reached\"}");
        }
        redis.startAgain();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.get(demo, "/session").status()).isEqualTo(200));
    }

    @Test
    @Timeout(60)
    void theSessionGoesOnWhenTheNetworkIsBack() {
        network.hang();
        assertRefusedInTime("/session");

        network.heal();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.get(demo, "/session").status()).isEqualTo(200));
        assertThat(browser.get(demo, "/whoami")
                        .json()
                        .get("session")
                        .get("views")
                        .asInt())
                .isEqualTo(2);
    }
}
