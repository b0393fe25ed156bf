package dev.sessionstore.redis.jedis;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/**
 * Gives connections to one master.
 *
 * @param node a name of the master, different for each
 * @param borrow takes an idle connection, or opens one, on the calling thread
 * @param idle how many connections are idle; 0 when that is not known
 */
record ConnectionSource(String node, Supplier<Connection> borrow, IntSupplier idle) {

    static ConnectionSource of(String node, Pool<Connection> pool) {
        return new ConnectionSource(node, pool::getResource, pool::getNumIdle);
    }
}
