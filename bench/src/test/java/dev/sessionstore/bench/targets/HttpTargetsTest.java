package dev.sessionstore.bench.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

/** The targets that are web servers in processes of their own. */
@Tag("slow")
class HttpTargetsTest {

    private static final Payload PAYLOAD = new Payload(100, 5);

    static Stream<TargetSpec> targets() {
        return Stream.of(
                StoreTargets.of(StoreSpec.parse("memory"), Level.HTTP).get(0),
                StoreTargets.httpSession(
                        StoreSpec.parse("redis-lettuce=" + RedisServer.shared().url())),
                StoreTargets.of(Specs.of(MariaDbServer.shared()), Level.HTTP).get(0));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aWebServerWorksOnASessionAndFindsNoneAfterLogout(TargetSpec targetSpec) throws Exception {
        try (Target target = targetSpec.opener().open(PAYLOAD, 2)) {
            long cpuBefore = target.serverUse().orElseThrow().cpuMicros();
            String cookie = target.login();
            target.read(cookie);
            target.change(cookie);
            target.change(cookie);
            target.logout(cookie);
            assertThatThrownBy(() -> target.change(cookie)).hasMessageContaining("409");
            assertThatThrownBy(() -> target.read("connect.sid=s%3Anone.forged")).hasMessageContaining("409");
            assertThat(target.serverUse().orElseThrow().cpuMicros()).isGreaterThanOrEqualTo(cpuBefore);
        }
    }

    @Test
    void theCounterGrowsInTheStoreAndNothingIsLeftBehind() throws Exception {
        String url = RedisServer.shared().url();
        TargetSpec targetSpec = StoreTargets.of(StoreSpec.parse("redis-lettuce=" + url), Level.HTTP)
                .get(0);
        try (RedisClient redis = RedisClient.create(url)) {
            try (Target target = targetSpec.opener().open(PAYLOAD, 2)) {
                String cookie = target.login();
                target.change(cookie);
                target.change(cookie);
                String key = redis.keys("bench_*").iterator().next();
                assertThat(redis.get(key)).contains("\"views\":2", "\"attribute4\":\"efghijklmnopqrstuvwx\"");
            }
            assertThat(redis.keys("bench_*")).isEmpty();
        }
    }

    @Test
    void helloKnowsNoSession() throws Exception {
        List<TargetSpec> pair = StoreTargets.of(StoreSpec.parse("memory"), Level.HTTP);
        assertThat(pair.get(0).baseline()).contains(pair.get(1).name());
        try (Target hello = pair.get(1).opener().open(PAYLOAD, 2)) {
            assertThat(hello.login()).isEmpty();
            hello.read("");
            hello.change("");
        }
    }

    @Test
    void aServerThatCannotReachItsStoreSaysWhy() {
        TargetSpec targetSpec = StoreTargets.of(StoreSpec.parse("redis-lettuce=redis://127.0.0.1:1"), Level.HTTP)
                .get(0);
        assertThatThrownBy(() -> targetSpec.opener().open(PAYLOAD, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}
