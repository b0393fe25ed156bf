package dev.sessionstore.redis.jedis;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import redis.clients.jedis.Connection;
import redis.clients.jedis.util.Pool;

/**
 * Where connections to one master come from.
 *
 * @param node tells it from the other masters
 * @param borrow takes one that waits for use, or makes one, on the calling thread
 * @param idle how many wait for use; 0 when that is not known
 */
record Source(String node, Supplier<Connection> borrow, IntSupplier idle) {

    static Source of(String node, Pool<Connection> pool) {
        return new Source(node, pool::getResource, pool::getNumIdle);
    }
}
