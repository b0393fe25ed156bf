package dev.sessionstore.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.TargetSpec;
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

    static Stream<TargetSpec> targets() {
        SqlServer mariadb = MariaDbServer.shared();
        return Stream.of(
                        StoreSpec.parse("redis-lettuce=" + RedisServer.shared().url()),
                        StoreSpec.parse(mariadb.jdbcUrl()).withLogin(mariadb.user(), mariadb.password()))
                .flatMap(spec -> Peers.http(spec, "hello").stream());
    }

    static Stream<TargetSpec> security() {
        return Peers.security(
                        StoreSpec.parse("redis-lettuce=" + RedisServer.shared().url()))
                .stream()
                .filter(target -> target.baseline().isPresent());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyWebServerWorksOnASessionAndLeavesNothingBehind(TargetSpec targetSpec) throws Exception {
        assertWorks(targetSpec, "409");
    }

    @ParameterizedTest
    @MethodSource("security")
    void everyApplicationBehindSpringSecurityToo(TargetSpec targetSpec) throws Exception {
        assertWorks(targetSpec, "403");
    }

    private static void assertWorks(TargetSpec targetSpec, String statusAfterLogout) throws Exception {
        try (RedisClient redis = RedisClient.create(RedisServer.shared().url())) {
            long before = redis.dbSize();
            try (Target target = targetSpec.opener().open(new Payload(100, 5), 2)) {
                String cookie = target.login();
                target.change(cookie);
                target.read(cookie);
                target.logout(cookie);
                assertThatThrownBy(() -> target.change(cookie)).hasMessageContaining(statusAfterLogout);
                target.login();
            }
            assertThat(redis.dbSize()).isEqualTo(before);
        }
    }
}
