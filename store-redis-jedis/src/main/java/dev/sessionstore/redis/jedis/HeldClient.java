package dev.sessionstore.redis.jedis;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * The connections of a client that the application holds. The clients have other names in each version of Jedis and show
 * their connections in different ways, some not at all; what they have in common since Jedis 4 is the field that keeps them.
 */
final class HeldClient {

    private static final String FIELD = "provider";

    private HeldClient() {}

    /**
     * {@return where the client has its connections from}
     *
     * @throws IllegalArgumentException when this version of Jedis keeps them elsewhere, with the way out
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
                    "The client has no connections of its own; give one of a server, a cluster or"
                            + " a master that sentinels name");
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "This version of Jedis does not show the client's connections; give the ConnectionProvider"
                            + " that the client was made with",
                    e);
        }
    }
}
