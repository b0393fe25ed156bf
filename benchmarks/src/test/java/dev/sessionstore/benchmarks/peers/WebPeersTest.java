package dev.sessionstore.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.RedisServer;
import dev.sessionstore.testsupport.SqlServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

/** The peers' web servers do the work that they are compared in. */
@Tag("slow")
class WebPeersTest {

    static Stream<Candidate> candidates() {
        SqlServer mariadb = MariaDbServer.shared();
        return Stream.of(
                        StoreSpec.parse("redis-lettuce=" + RedisServer.shared().url()),
                        StoreSpec.parse(mariadb.jdbcUrl()).withLogin(mariadb.user(), mariadb.password()))
                .flatMap(spec -> Peers.http(spec, "hello").stream());
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void everyWebServerWorksOnASessionAndLeavesNothingBehind(Candidate candidate) throws Exception {
        try (RedisClient redis = RedisClient.create(RedisServer.shared().url())) {
            long before = redis.dbSize();
            try (Target contender = candidate.opener().open(new Payload(100, 5), 2)) {
                String cookie = contender.login();
                contender.change(cookie);
                contender.read(cookie);
                contender.logout(cookie);
                assertThatThrownBy(() -> contender.change(cookie)).hasMessageContaining("409");
                contender.login();
            }
            assertThat(redis.dbSize()).isEqualTo(before);
        }
    }
}
