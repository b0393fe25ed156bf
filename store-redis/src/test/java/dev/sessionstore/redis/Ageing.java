package dev.sessionstore.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes all records of a prefix on one server older, without waiting. */
final class Ageing {

    /** Keys per script, so that none keeps the server for long. */
    private static final int STEP = 100;

    /**
     * Shortens the time to live of each key in ARGV after the first by ARGV[1], and ages the entries in those of owners. PEXPIRE
     * deletes a key that has none left.
     */
    private static final String SCRIPT = """
        local function age(key)
          local members = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
          for i = 1, #members, 2 do
            local kind = string.sub(members[i], 1, 6)
            local aged = members[i + 1] + (kind == 'until:' and -ARGV[1] or kind == 'bound:' and ARGV[1] or 0)
            redis.call('ZADD', key, string.format('%.0f', aged), members[i])
          end
        end
        for i = 2, #ARGV do
          local left = redis.call('PTTL', ARGV[i])
          if redis.call('TYPE', ARGV[i]).ok == 'zset' then age(ARGV[i]) end
          if left >= 0 then redis.call('PEXPIRE', ARGV[i], string.format('%.0f', left - ARGV[1])) end
        end
        """;

    private Ageing() {}

    static void of(RedisWire wire, String prefix, Duration duration) {
        List<String> keys = new ArrayList<>(keys(wire, prefix));
        keys.addAll(keys(wire, "owners:" + prefix));
        for (int from = 0; from < keys.size(); from += STEP) {
            age(wire, keys.subList(from, Math.min(keys.size(), from + STEP)), duration);
        }
    }

    /** {@return the keys that begin with this} SCAN may tell a key twice. */
    static Set<String> keys(RedisWire wire, String prefix) {
        Set<String> keys = new HashSet<>();
        String cursor = "0";
        do {
            List<?> page = list(wire.call("SCAN", cursor, "COUNT", "1000"));
            cursor = (String) page.get(0);
            list(page.get(1)).stream()
                    .map(String.class::cast)
                    .filter(key -> key.startsWith(prefix))
                    .forEach(keys::add);
        } while (!cursor.equals("0"));
        return keys;
    }

    private static void age(RedisWire wire, List<String> keys, Duration duration) {
        List<String> words = new ArrayList<>(List.of("EVAL", SCRIPT, "0", Long.toString(duration.toMillis())));
        words.addAll(keys);
        wire.call(words.toArray(String[]::new));
    }

    private static List<?> list(@Nullable Object answer) {
        return (List<?>) Objects.requireNonNull(answer);
    }
}
