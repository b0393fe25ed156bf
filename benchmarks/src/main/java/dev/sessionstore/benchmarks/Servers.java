package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.testsupport.MariaDbServer;
import dev.sessionstore.testsupport.MySqlServer;
import dev.sessionstore.testsupport.PostgresServer;
import dev.sessionstore.testsupport.RedisServer;
import dev.sessionstore.testsupport.SqlServer;

/**
 * Real servers, started when they are first needed and ended with this process: those that {@code SESSIONSTORE_REDIS_URL},
 * {@code SESSIONSTORE_MYSQL_URL} and so on name, else what module {@code test-support} finds on the machine.
 */
final class Servers {

    StoreSpec memory() {
        return StoreSpec.parse("memory");
    }

    StoreSpec lettuce() {
        return redis("redis-lettuce");
    }

    StoreSpec jedis() {
        return redis("redis-jedis");
    }

    StoreSpec redisson() {
        return redis("redis-redisson");
    }

    private static StoreSpec redis(String backend) {
        return StoreSpec.of(backend, RedisServer.shared().url());
    }

    StoreSpec mariadb() {
        return of(MariaDbServer.shared());
    }

    StoreSpec mysql() {
        return of(MySqlServer.shared());
    }

    StoreSpec postgresql() {
        return of(PostgresServer.shared());
    }

    private static StoreSpec of(SqlServer server) {
        return StoreSpec.parse(server.jdbcUrl()).withLogin(server.user(), server.password());
    }
}
