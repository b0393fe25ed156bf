package dev.sessionstore.redis;

import dev.sessionstore.WriteOutcome;

/**
 * Compares and writes, or compares and removes, in one step on a server without {@code IFEQ}. Arguments: the expected text,
 * the new text, and its time to live in ms, 0 to remove.
 */
final class ReplaceScript {

    static final Script SCRIPT = Script.of("""
        local data = redis.call('GET', KEYS[1])
        if not data then return 0 end
        if data ~= ARGV[1] then return 1 end
        if ARGV[3] == '0' then redis.call('DEL', KEYS[1])
        else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
        return 2
        """);

    private ReplaceScript() {}

    static WriteOutcome outcome(long answer) {
        return switch ((int) answer) {
            case 0 -> WriteOutcome.GONE;
            case 1 -> WriteOutcome.CHANGED;
            case 2 -> WriteOutcome.WRITTEN;
            default -> throw new IllegalStateException("The script answered " + answer);
        };
    }
}
