package dev.sessionstore.redis;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.sessionstore.WriteOutcome;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares and writes in one step on the server: {@code SET … IFEQ} where the server has it (Valkey 8.1, Redis 8.4), else the
 * script. A server without {@code IFEQ} answers with a syntax error and executes nothing, so the script may follow. After any
 * other failure nothing follows, since the command may have been executed.
 */
final class CompareAndSet {

    /** Writes per call, when the comparison fails although the following GET finds the expected text. */
    private static final int ATTEMPTS = 3;

    private final Function<Throwable, @Nullable ErrorReply> errorReply;
    private final ScriptRunner scripts;
    private final ServersWithoutIfeq withoutIfeq = new ServersWithoutIfeq();

    /**
     * One comparison with its write.
     *
     * @param ttl in ms; 0 removes instead of writing
     */
    record Change(String key, String expected, String data, long ttl) {}

    CompareAndSet(Function<Throwable, @Nullable ErrorReply> errorReply) {
        this.errorReply = errorReply;
        this.scripts = new ScriptRunner(errorReply);
    }

    CompletionStage<WriteOutcome> apply(Change change, RedisCommands redis) {
        Object server = redis.serverOf(change.key);
        if (change.ttl == 0 || withoutIfeq.contains(server)) {
            return runScript(change, redis);
        }
        return Stages.recover(setIfEqual(change, redis, ATTEMPTS), thrown -> {
            ErrorReply reply = errorReply.apply(thrown);
            if (reply == null || !reply.isSyntaxError()) {
                return failedStage(thrown);
            }
            withoutIfeq.add(server);
            return runScript(change, redis);
        });
    }

    /** Called after an outage, when other servers may have taken over. */
    void forgetServers() {
        withoutIfeq.clear();
    }

    private static CompletionStage<WriteOutcome> setIfEqual(Change change, RedisCommands redis, int attempts) {
        return Stages.compose(
                redis.setIfEqual(change.key, change.expected, change.data, change.ttl),
                written -> written
                        ? completedStage(WriteOutcome.WRITTEN)
                        : afterNothingWasWritten(change, redis, attempts));
    }

    private static CompletionStage<WriteOutcome> afterNothingWasWritten(
            Change change, RedisCommands redis, int attempts) {
        return Stages.compose(redis.get(change.key), found -> {
            if (found == null) {
                return completedStage(WriteOutcome.GONE);
            }
            return found.equals(change.expected) && attempts > 1
                    ? setIfEqual(change, redis, attempts - 1)
                    : completedStage(WriteOutcome.CHANGED);
        });
    }

    private CompletionStage<WriteOutcome> runScript(Change change, RedisCommands redis) {
        String ttl = Long.toString(change.ttl);
        return Stages.map(
                scripts.run(redis, ReplaceScript.SCRIPT, change.key, change.expected, change.data, ttl),
                ReplaceScript::outcome);
    }
}
