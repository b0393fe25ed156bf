package dev.sessionstore.redis.jedis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;

/** A connection with RESP3 on which one thread reads while others write, and whose pushes are read as if they were replies. */
final class PushConnection extends Connection {

    /**
     * Connects and logs in.
     *
     * @param config with RESP3
     */
    PushConnection(JedisSocketFactory sockets, JedisClientConfig config) {
        super(sockets, config);
    }

    /** Jedis 7 does not call this, and takes pushes as replies anyway. */
    @Override
    protected void initPushConsumers(JedisClientConfig config) {
        addPushConsumer(push -> {
            push.propagate();
            return push;
        });
    }

    /** Sends commands and does not read. */
    void send(List<CommandArguments> commands) {
        commands.forEach(this::sendCommand);
        flush();
    }

    /**
     * Waits for the next reply or push, a push as a list.
     *
     * @throws redis.clients.jedis.exceptions.JedisDataException for an error reply
     */
    @Nullable
    Object next() {
        return getUnflushedObject();
    }
}
