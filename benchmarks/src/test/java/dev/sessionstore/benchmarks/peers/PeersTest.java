package dev.sessionstore.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.MySqlServer;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.RedisServer;
import dev.sessionstore.testsupport.SqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import redis.clients.jedis.RedisClient;

/** The peers do the work that they are compared in. */
@Tag("slow")
class PeersTest {

    private static final Payload PAYLOAD = new Payload(100, 5);

    static Stream<TargetSpec> targets() {
        return Stream.of(
                        StoreSpec.parse("memory"),
                        StoreSpec.parse("redis-lettuce=" + RedisServer.shared().url()),
                        of(MariaDbServer.shared()),
                        of(MySqlServer.shared()),
                        of(PostgresServer.shared()))
                .flatMap(spec -> Peers.of(spec, "raw").stream());
    }

    private static StoreSpec of(SqlServer server) {
        return StoreSpec.parse(server.jdbcUrl()).withLogin(server.user(), server.password());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyPeerWorksOnASessionAndFindsNoneAfterLogout(TargetSpec targetSpec) throws Exception {
        try (Target target = targetSpec.opener().open(PAYLOAD, 2)) {
            String handle = target.login();
            target.read(handle);
            target.change(handle);
            target.change(handle);
            target.read(handle);
            target.logout(handle);
            assertThatThrownBy(() -> target.read(handle)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> target.logout(handle)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aChangeCountsAndTheRestStays() throws Exception {
        Map<String, org.springframework.session.Session> sessions = new HashMap<>();
        SpringWork<MapSession> work = new SpringWork<>(new MapSessionRepository(sessions), PAYLOAD);
        String id = work.login();
        work.change(id);
        work.change(id);
        assertThat(sessions.get(id).<Long>getAttribute(Payload.COUNTER)).isEqualTo(2);
        assertThat(sessions.get(id).<String>getAttribute("attribute4")).isEqualTo("efghijklmnopqrstuvwx");
    }

    @Test
    void nothingIsLeftInRedis() throws Exception {
        StoreSpec spec = StoreSpec.parse("redis-lettuce=" + RedisServer.shared().url());
        try (RedisClient redis = RedisClient.create(spec.requiredUrl())) {
            long before = redis.dbSize();
            for (TargetSpec targetSpec : Peers.of(spec, "raw")) {
                try (Target target = targetSpec.opener().open(PAYLOAD, 2)) {
                    target.login();
                    assertThat(redis.dbSize()).as(targetSpec.name()).isGreaterThan(before);
                }
                assertThat(redis.dbSize()).as(targetSpec.name()).isEqualTo(before);
            }
        }
    }

    @Test
    void nothingIsLeftInADatabase() throws Exception {
        SqlServer server = PostgresServer.shared();
        for (TargetSpec targetSpec : Peers.of(of(server), "raw")) {
            try (Target target = targetSpec.opener().open(PAYLOAD, 2)) {
                target.login();
                assertThat(tables(server)).isNotEmpty();
            }
            assertThat(tables(server)).isEmpty();
        }
    }

    private static List<String> tables(SqlServer server) throws Exception {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var rows = connection.getMetaData().getTables(null, "public", "bench%", null)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
            return names;
        }
    }
}
