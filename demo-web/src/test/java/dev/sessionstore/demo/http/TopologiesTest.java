package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisSentinel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo with each Redis client where Redis is more than one server. */
@Tag("slow")
class TopologiesTest {

    static Stream<Arguments> places() {
        return Stream.of("redis-lettuce", "redis-jedis", "redis-redisson")
                .flatMap(store -> Stream.of(
                        arguments(store, RedisCluster.shared().url()),
                        arguments(store, RedisSentinel.shared().url())));
    }

    @ParameterizedTest
    @MethodSource("places")
    void sessionsBeginGoOnAndEnd(String store, String url) {
        Browser browser = new Browser("connect.sid");
        try (App demo =
                App.inProcess(List.of("--store", store, "--url", url, "--prefix", store + ":", "--secret", "s"))) {
            browser.get(demo, "/session");
            assertThat(browser.get(demo, "/session").json().get("views").asInt())
                    .isEqualTo(2);
            String old = browser.cookie().orElseThrow();
            browser.get(demo, "/regenerate?value=new");
            assertThat(browser.get(demo, "/session/get").json().get("value").asString())
                    .isEqualTo("new");
            browser.get(demo, "/destroy");
            browser.useCookie(old);
            assertThat(browser.get(demo, "/session").json().get("views").asInt())
                    .isEqualTo(1);
        }
    }
}
