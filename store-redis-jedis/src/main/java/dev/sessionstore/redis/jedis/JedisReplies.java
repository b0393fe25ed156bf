package dev.sessionstore.redis.jedis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.util.KeyValue;

/** Reads replies as Jedis' parser leaves them. */
final class JedisReplies {

    private JedisReplies() {}

    /** {@return the names and values of a map} RESP2 answers a list of them, RESP3 a list of pairs. */
    static List<String> words(@Nullable Object answer) {
        return answer instanceof List<?> parts
                ? parts.stream()
                        .flatMap(part -> part instanceof KeyValue<?, ?> pair
                                ? Stream.of(word(pair.getKey()), word(pair.getValue()))
                                : Stream.of(word(part)))
                        .toList()
                : List.of();
    }

    static String word(@Nullable Object part) {
        return part instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(part);
    }
}
