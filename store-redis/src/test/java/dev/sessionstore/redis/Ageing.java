package dev.sessionstore.redis;

import java.time.Duration;

/** Makes all records of a prefix on one server older, without waiting. */
final class Ageing {

    /**
     * Shortens the time to live of each key with the prefix ARGV[1] or ARGV[2], and ages the owners' entries in the latter. PEXPIRE
     * deletes a key that has none left.
     */
    private static final String SCRIPT = """
        local function age(key)
          local members = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
          for i = 1, #members, 2 do
            local kind = string.sub(members[i], 1, 6)
            local aged = members[i + 1] + (kind == 'until:' and -ARGV[3] or kind == 'bound:' and ARGV[3] or 0)
            redis.call('ZADD', key, string.format('%.0f', aged), members[i])
          end
        end
        local function starts(key, prefix) return string.sub(key, 1, #prefix) == prefix end
        local cursor = '0'
        repeat
          local page = redis.call('SCAN', cursor, 'COUNT', 1000)
          cursor = page[1]
          for _, key in ipairs(page[2]) do
            if starts(key, ARGV[2]) then age(key) end
            if starts(key, ARGV[1]) or starts(key, ARGV[2]) then
              local left = redis.call('PTTL', key)
              if left >= 0 then redis.call('PEXPIRE', key, string.format('%.0f', left - ARGV[3])) end
            end
          end
        until cursor == '0'
        """;

    private Ageing() {}

    static void of(RedisWire wire, String prefix, Duration duration) {
        wire.call("EVAL", SCRIPT, "0", prefix, "owners:" + prefix, Long.toString(duration.toMillis()));
    }
}
