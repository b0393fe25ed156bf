package dev.sessionstore.redis;

import static java.util.concurrent.CompletableFuture.failedStage;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts by their digest. A server that does not know the script executes nothing, so the whole script may follow. After
 * any other failure nothing follows, since the script may have been executed.
 *
 * @param errorReply the error reply of Redis in an exception of the client
 */
record ScriptRunner(Function<Throwable, @Nullable ErrorReply> errorReply) {

    /** {@return the whole number that the script answers} */
    CompletionStage<Long> run(RedisCommands redis, Script script, String key, String... arguments) {
        return orWhole(
                redis.runCached(script.digest(), key, arguments), () -> redis.run(script.text(), key, arguments));
    }

    /** {@return the texts that the script answers} */
    CompletionStage<List<String>> list(RedisCommands redis, Script script, String key, String... arguments) {
        return orWhole(
                redis.listCached(script.digest(), key, arguments), () -> redis.list(script.text(), key, arguments));
    }

    private <T> CompletionStage<T> orWhole(CompletionStage<T> cached, Supplier<CompletionStage<T>> whole) {
        return Stages.recover(cached, thrown -> {
            ErrorReply reply = errorReply.apply(thrown);
            return reply != null && reply.isUnknownScript() ? whole.get() : failedStage(thrown);
        });
    }
}
