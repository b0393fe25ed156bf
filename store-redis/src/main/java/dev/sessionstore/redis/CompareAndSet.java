package dev.sessionstore.redis;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.sessionstore.WriteOutcome;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compare and write in one step on the server: {@code SET … IFEQ} where the server has it (Valkey 8.1, Redis 8.4), else the
 * script. A server without it answers that the syntax is wrong and has executed nothing, so the script may follow; after any
 * other failure nothing follows, since what was sent may have been executed.
 */
final class CompareAndSet {

    /** How often a write is tried whose comparison failed although the text is the expected one a moment later. */
    private static final int ATTEMPTS = 3;

    private final Function<Throwable, @Nullable ErrorReply> errorReply;
    private final ServersWithoutIfeq withoutIfeq = new ServersWithoutIfeq();

    /**
     * What is to be done.
     *
     * @param ttl in ms; 0 removes instead of writing
     */
    record Change(String key, String expected, String data, long ttl) {}

    CompareAndSet(Function<Throwable, @Nullable ErrorReply> errorReply) {
        this.errorReply = errorReply;
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

    /** Other servers may have taken the places of those that are known. */
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

    /** A server that does not know the script has executed nothing, so it is sent once more, whole. */
    private CompletionStage<WriteOutcome> runScript(Change change, RedisCommands redis) {
        String[] arguments = {change.expected, change.data, Long.toString(change.ttl)};
        CompletionStage<Long> answer =
                Stages.recover(redis.runCached(ReplaceScript.DIGEST, change.key, arguments), thrown -> {
                    ErrorReply reply = errorReply.apply(thrown);
                    return reply != null && reply.isUnknownScript()
                            ? redis.run(ReplaceScript.TEXT, change.key, arguments)
                            : failedStage(thrown);
                });
        return Stages.map(answer, ReplaceScript::outcome);
    }
}
