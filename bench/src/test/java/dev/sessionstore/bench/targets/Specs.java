package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.MySqlServer;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.RedisServer;
import dev.sessionstore.testsupport.SqlServer;
import java.util.stream.Stream;

/** Every backend there is, on a real server. */
final class Specs {

    private Specs() {}

    static Stream<StoreSpec> all() {
        String redis = RedisServer.shared().url();
        return Stream.of(
                StoreSpec.parse("memory"),
                StoreSpec.parse("redis-lettuce=" + redis),
                StoreSpec.parse("redis-jedis=" + redis),
                StoreSpec.parse("redis-redisson=" + redis),
                of(MySqlServer.shared()),
                of(MariaDbServer.shared()),
                of(PostgresServer.shared()),
                StoreSpec.parse("jdbc:h2:mem:targets;DB_CLOSE_DELAY=-1"));
    }

    static StoreSpec of(SqlServer server) {
        return StoreSpec.parse(server.jdbcUrl()).withLogin(server.user(), server.password());
    }
}
