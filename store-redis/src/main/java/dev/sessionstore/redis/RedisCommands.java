package dev.sessionstore.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The commands that a store sends through a Redis client: commands on one key each, and SCAN. Keys and values are UTF-8.
 *
 * <p>Every method sends one command, once, to the master that owns the key. It never sends a command again; only an answer
 * that says that the command was not executed (MOVED, ASK) may be followed. The stage ends with the answer, or exceptionally
 * with the client's exception. A method may also do the work on the calling thread, and throw. The store waits, bounds the
 * time and translates exceptions to {@link dev.sessionstore.StoreException}. {@code cancel} on a stage keeps a command that
 * still waits from being sent; {@link Stages} derives stages that pass it on.
 *
 * <p>Times to live are in milliseconds, from 1 to 2<sup>53</sup>-1. Implementations are thread-safe.
 */
public interface RedisCommands extends AutoCloseable {

    /** The types of the keys that a store writes. */
    enum KeyType {
        /** Of a session. */
        STRING("string"),
        /** Of the entries of an owner. */
        SORTED_SET("zset");

        private final String word;

        KeyType(String word) {
            this.word = word;
        }

        /** {@return what Redis calls it} */
        public String word() {
            return word;
        }
    }

    /**
     * {@return the commands for one call of the store}
     *
     * <p>The store waits until the deadline and no longer. Commands that work on the calling thread must end by then
     * themselves.
     *
     * @param deadline when the call ends, by {@link System#nanoTime()}
     */
    default RedisCommands until(long deadline) {
        return this;
    }

    /** {@code GET key}; null when there is none. */
    CompletionStage<@Nullable String> get(String key);

    /** {@code SET key value PX ttl}. */
    CompletionStage<?> set(String key, String value, long ttl);

    /** {@code SET key value PX ttl NX}; true when it was written. */
    CompletionStage<Boolean> setIfAbsent(String key, String value, long ttl);

    /**
     * {@code SET key value PX ttl IFEQ expected}; true when it was written, false when the key is gone or has another value.
     * Fails with the error reply of a server that does not know {@code IFEQ}.
     */
    CompletionStage<Boolean> setIfEqual(String key, String expected, String value, long ttl);

    /** {@return the server that owns a key, as far as the client knows; equal for the same server} Sends nothing. */
    Object serverOf(String key);

    /** {@code PEXPIRE key ttl}; true when there is such a key. */
    CompletionStage<Boolean> expire(String key, long ttl);

    /** {@code DEL key}; true when there was one. */
    CompletionStage<Boolean> delete(String key);

    /** One {@code DEL} per key, with the answers in the same order. All are sent before the first answer is waited for. */
    default CompletionStage<List<Boolean>> deleteAll(List<String> keys) {
        return Stages.all(keys.stream().map(this::delete).toList());
    }

    /** {@code PTTL key}; -1 for a key that does not expire, -2 when there is none. */
    CompletionStage<Long> timeToLive(String key);

    /** One {@code PTTL} per key, with the answers in the same order. All are sent before the first answer is waited for. */
    default CompletionStage<List<Long>> timesToLive(List<String> keys) {
        return Stages.all(keys.stream().map(this::timeToLive).toList());
    }

    /** {@code EVALSHA digest 1 key arguments}; the script answers an integer. */
    CompletionStage<Long> runCached(String digest, String key, String... arguments);

    /** {@code EVAL script 1 key arguments}, after which the server knows the script by its digest. */
    CompletionStage<Long> run(String script, String key, String... arguments);

    /** As {@link #runCached}, for a script that answers a list of texts. */
    CompletionStage<List<String>> listCached(String digest, String key, String... arguments);

    /** As {@link #run}, for a script that answers a list of texts. */
    CompletionStage<List<String>> list(String script, String key, String... arguments);

    /**
     * {@code SCAN cursor MATCH pattern COUNT count TYPE type} on one master after the other.
     *
     * @param type of the keys
     * @param from null for the beginning, else {@link ScanPage#next} of the page before
     */
    CompletionStage<ScanPage> scan(KeyType type, String pattern, int count, @Nullable Object from);

    /**
     * The error reply of Redis in one exception. Called with the exception of a failed stage and with each of its causes.
     *
     * @param thrown one of these; its own causes do not matter
     * @return the text of the reply, as in {@code WRONGTYPE Operation against a key…}; null when there is none
     */
    @Nullable
    String errorReply(Throwable thrown);

    /** {@return opens links on which changes are reported; null when this client cannot} */
    default ChangeLink.@Nullable Opener changeLinks() {
        return null;
    }

    /**
     * Called after {@code READONLY}, when a replica has taken the place of a master. Closes the connections that the store
     * opened, or those of a pool that are idle, so that the next ones lead to where the address leads now. Does not wait. Called
     * twice a second at most.
     */
    default void reconnect() {}

    /** Closes what the store opened, in bounded time, and leaves what the user handed in. Called once. */
    @Override
    void close();
}
