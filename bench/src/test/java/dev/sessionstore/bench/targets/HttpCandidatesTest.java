package dev.sessionstore.bench.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
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

/** The candidates that are web servers in processes of their own. */
@Tag("slow")
class HttpCandidatesTest {

    private static final Payload PAYLOAD = new Payload(100, 5);

    static Stream<Candidate> candidates() {
        return Stream.of(
                Candidates.of(StoreSpec.parse("memory"), Level.HTTP).get(0),
                Candidates.httpSession(
                        StoreSpec.parse("redis-lettuce=" + RedisServer.shared().url())),
                Candidates.of(Specs.of(MariaDbServer.shared()), Level.HTTP).get(0));
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void aWebServerWorksOnASessionAndFindsNoneAfterLogout(Candidate candidate) throws Exception {
        try (Target contender = candidate.opener().open(PAYLOAD, 2)) {
            long cpuBefore = contender.serverUse().orElseThrow().cpuMicros();
            String cookie = contender.login();
            contender.read(cookie);
            contender.change(cookie);
            contender.change(cookie);
            contender.logout(cookie);
            assertThatThrownBy(() -> contender.change(cookie)).hasMessageContaining("409");
            assertThatThrownBy(() -> contender.read("connect.sid=s%3Anone.forged"))
                    .hasMessageContaining("409");
            assertThat(contender.serverUse().orElseThrow().cpuMicros()).isGreaterThanOrEqualTo(cpuBefore);
        }
    }

    @Test
    void theCounterGrowsInTheStoreAndNothingIsLeftBehind() throws Exception {
        String url = RedisServer.shared().url();
        Candidate candidate = Candidates.of(StoreSpec.parse("redis-lettuce=" + url), Level.HTTP)
                .get(0);
        try (RedisClient redis = RedisClient.create(url)) {
            try (Target contender = candidate.opener().open(PAYLOAD, 2)) {
                String cookie = contender.login();
                contender.change(cookie);
                contender.change(cookie);
                String key = redis.keys("bench_*").iterator().next();
                assertThat(redis.get(key)).contains("\"views\":2", "\"attribute4\":\"efghijklmnopqrstuvwx\"");
            }
            assertThat(redis.keys("bench_*")).isEmpty();
        }
    }

    @Test
    void helloKnowsNoSession() throws Exception {
        List<Candidate> pair = Candidates.of(StoreSpec.parse("memory"), Level.HTTP);
        assertThat(pair.get(0).limit()).contains(pair.get(1).name());
        try (Target hello = pair.get(1).opener().open(PAYLOAD, 2)) {
            assertThat(hello.login()).isEmpty();
            hello.read("");
            hello.change("");
        }
    }

    @Test
    void aServerThatCannotReachItsStoreSaysWhy() {
        Candidate candidate = Candidates.of(StoreSpec.parse("redis-lettuce=redis://127.0.0.1:1"), Level.HTTP)
                .get(0);
        assertThatThrownBy(() -> candidate.opener().open(PAYLOAD, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:1");
    }
}
