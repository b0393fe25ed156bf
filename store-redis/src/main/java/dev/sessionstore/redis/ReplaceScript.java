package dev.sessionstore.redis;

import dev.sessionstore.WriteOutcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Compare and write in one step on the server. Of all the operations only this one needs a script. */
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

    /**
     * Runs by digest; a server that does not know the script has executed nothing, so it is sent once more, whole.
     *
     * @param ttl in ms; 0 removes instead of writing
     * @param isUnknownScript tells that answer from other failures
     */
    static CompletionStage<Long> run(
            RedisPort port, String key, String expected, String data, long ttl, Predicate<Throwable> isUnknownScript) {
        String[] arguments = {expected, data, Long.toString(ttl)};
        return Stages.recover(
                port.runCached(DIGEST, key, arguments),
                thrown -> isUnknownScript.test(thrown)
                        ? port.run(TEXT, key, arguments)
                        : CompletableFuture.failedStage(thrown));
    }

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
