package dev.sessionstore.redis.redisson;

import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisTimeoutException;

/** What Redis answered, found in Redisson's exceptions, which append the channel and the whole command with its arguments. */
final class Replies {

    private static final String END_OF_REPLY = ". channel: ";
    private static final String OOM = "OOM ";

    private Replies() {}

    static @Nullable String in(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null
                || !(thrown instanceof RedisException)
                || thrown instanceof RedisTimeoutException
                || thrown instanceof RedisConnectionException) {
            return null;
        }
        int end = message.indexOf(END_OF_REPLY);
        if (end < 0) {
            return null;
        }
        String reply = message.substring(0, end);
        return thrown instanceof RedisOutOfMemoryException ? OOM + reply : reply;
    }
}
