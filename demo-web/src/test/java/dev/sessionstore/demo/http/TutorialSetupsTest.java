package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions in Redis as tutorials for Express set them up: key, JSON, time to live and cookie are those of the original. */
@Tag("slow")
@NeedsNode
class TutorialSetupsTest {

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void oneValueIsWrittenAndReadWithResave() {
        Setup setup = Setup.expressDefaults().prefix("session:").resave(true);
        try (Pair pair = Pair.start(setup, server.url() + "/0")) {
            pair.assertSame("GET /session/set/ada", "GET /session/get", "age", "GET /session/get");
            assertThat(pair.run(List.of("GET /session/set/ada"), pair.demo()))
                    .containsExactly(
                            "GET /session/set/ada -> 200 {\"sid\":\"#1\",\"value\":\"ada\"}"
                                    + " [connect.sid=s%3A#1.signature; Path=/; HttpOnly]",
                            "    Redis: session:#1 {\"cookie\":{\"originalMaxAge\":null,\"expires\":null,"
                                    + "\"httpOnly\":true,\"path\":\"/\"},\"value\":\"ada\"} in 86400 s");
        }
    }

    @Test
    void viewsAreCountedForAnHourInARedisWithAPassword() {
        Setup setup = Setup.expressDefaults().prefix("oauth.session:").maxAge(Duration.ofHours(1));
        try (RedisServer guarded = RedisServer.start("--requirepass", "p@ss/word");
                Pair pair = Pair.start(setup, "redis://:p%40ss%2Fword@" + guarded.host() + ":" + guarded.port())) {
            pair.assertSame("GET /session", "GET /session", "age", "GET /session", "GET /session");
            assertThat(pair.run(List.of("GET /session", "GET /session"), pair.demo()))
                    .last()
                    .isEqualTo("    Redis: oauth.session:#1 {\"cookie\":{\"originalMaxAge\":3600000,"
                            + "\"expires\":\"in 3600 s\",\"httpOnly\":true,\"path\":\"/\"},\"views\":2} in 3600 s");
        }
    }

    @Test
    void aSessionMovesBetweenInstancesOfTheApplication() {
        Setup setup = Setup.expressDefaults().url(server.url()).prefix("two:").maxAge(Duration.ofMinutes(20));
        List<String> script = List.of(
                "GET /session",
                "GET /session/set/a",
                "GET /session",
                "GET /session/get",
                "GET /regenerate?value=b",
                "GET /session",
                "GET /session/get",
                "GET /destroy",
                "GET /session/get");
        try (Pair pair = Pair.start(setup, server.url());
                App node = setup.startNode();
                App demo = setup.startDemo()) {
            List<String> truth = pair.run(script, pair.node(), node);
            assertThat(pair.run(script, pair.demo(), demo)).isEqualTo(truth);
            assertThat(pair.run(script, pair.demo(), node, demo, pair.node())).isEqualTo(truth);
            assertThat(pair.run(script, node, pair.node(), demo, pair.demo())).isEqualTo(truth);
        }
    }

    @Test
    void oneAttributeIsDeletedThenTheSession() {
        Setup setup = Setup.expressDefaults()
                .name("web.engineer")
                .prefix("dev.blog")
                .cookie("path", "/", "--cookie-path", "/")
                .maxAge(Duration.ofMinutes(2));
        try (Pair pair = Pair.start(setup, server.url())) {
            List<String> script = List.of(
                    "POST /attrs {\"name\":\"ada\",\"role\":\"admin\"}",
                    "GET /session-delete?name=name",
                    "GET /whoami",
                    "GET /destroy",
                    "GET /whoami");
            pair.assertSame(script);
            assertThat(pair.run(script.subList(0, 2), pair.demo()))
                    .last()
                    .isEqualTo("    Redis: dev.blog#1 {\"cookie\":{\"originalMaxAge\":120000,\"expires\":\"in 120 s\","
                            + "\"httpOnly\":true,\"path\":\"/\"},\"role\":\"admin\"} in 120 s");
        }
    }

    @Test
    void uuidsRollForAQuarterOfAnHourInAnotherDatabase() {
        Setup setup = Setup.expressDefaults()
                .uuids()
                .name("session")
                .prefix("userSession:")
                .rolling(true)
                .maxAge(Duration.ofMinutes(15));
        try (Pair pair = Pair.start(setup, server.url() + "/1")) {
            pair.assertSame(
                    "GET /session/set/a", "age", "GET /session/get", "GET /none", "GET /session", "GET /destroy");
            String sid = new Browser("session")
                    .get(pair.demo(), "/session")
                    .json()
                    .get("sid")
                    .asString();
            assertThat(sid).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(pair.redis().exists("userSession:" + sid)).isEqualTo(1);
        }
    }
}
