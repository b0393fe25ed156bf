package dev.sessionstore.redis;

import dev.sessionstore.WriteOutcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Compares and writes, or compares and removes, in one step on a server without {@code IFEQ}. Arguments: the expected text,
 * the new text, and its time to live in ms, 0 to remove.
 */
final class ReplaceScript {

    static final String TEXT = """
            local data = redis.call('GET', KEYS[1])
            if not data then return 0 end
            if data ~= ARGV[1] then return 1 end
            if ARGV[3] == '0' then redis.call('DEL', KEYS[1])
            else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
            return 2
            """;

    static final String DIGEST = sha1(TEXT);

    private ReplaceScript() {}

    static WriteOutcome outcome(long answer) {
        return switch ((int) answer) {
            case 0 -> WriteOutcome.GONE;
            case 1 -> WriteOutcome.CHANGED;
            case 2 -> WriteOutcome.WRITTEN;
            default -> throw new IllegalStateException("The script answered " + answer);
        };
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }
}
