package dev.sessionstore.redis.jedis;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * Reads the connection provider of a client that the application holds. The classes of clients differ between versions of
 * Jedis, and some have no accessor for their connections. All have had the same private field since Jedis 4.
 */
final class HeldClient {

    private static final String FIELD = "provider";

    private HeldClient() {}

    /**
     * {@return the provider of the client's connections}
     *
     * @throws IllegalArgumentException when this version of Jedis has no such field; the message names the alternative
     */
    static ConnectionProvider connectionsOf(UnifiedJedis client) {
        try {
            VarHandle provider = MethodHandles.privateLookupIn(UnifiedJedis.class, MethodHandles.lookup())
                    .findVarHandle(UnifiedJedis.class, FIELD, ConnectionProvider.class);
            Object connections = provider.get(client);
            if (connections instanceof ConnectionProvider known) {
                return known;
            }
            throw new IllegalArgumentException(
                    "The client has no connection provider; give a client of one server, of a cluster or of sentinels");
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "The connection provider of this client cannot be read in this version of Jedis; give the"
                            + " ConnectionProvider that the client was built with",
                    e);
        }
    }
}
