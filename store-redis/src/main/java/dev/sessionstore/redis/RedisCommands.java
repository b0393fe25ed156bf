package dev.sessionstore.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the store asks of a Redis client: nothing but commands on one key each, and SCAN. Keys and values travel as UTF-8.
 *
 * <p>Every method sends one command, once, to the master that owns the key, and never sends it again: only an answer that says
 * that the command was not executed (MOVED, ASK) may be followed. It gives a stage that ends with the answer, or
 * exceptionally with whatever the client throws; it may also do all the work on the calling thread, and throw. The store
 * waits, bounds the time and turns failures into {@link dev.sessionstore.StoreException}s. {@code cancel} on a stage keeps a
 * command that still waits from being sent; {@link Stages} derives stages that pass it on.
 *
 * <p>Times to live are in milliseconds, from 1 to 2<sup>53</sup>-1. Implementations are thread-safe.
 */
public interface RedisCommands extends AutoCloseable {

    /**
     * {@return this port for one call of the store, of one command or several}
     *
     * <p>The store waits no longer than the deadline, whatever the stages do. A port that works on the calling thread has to
     * end by then itself.
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
     * Fails with the error answer of a server that does not know it.
     */
    CompletionStage<Boolean> setIfEqual(String key, String expected, String value, long ttl);

    /**
     * The server that {@link #setIfEqual} would be sent to, as far as the client knows: equal for the same server. Asks
     * nobody.
     */
    Object serverOf(String key);

    /** {@code PEXPIRE key ttl}; true when there is such a key. */
    CompletionStage<Boolean> expire(String key, long ttl);

    /** {@code DEL key}; true when there was one. */
    CompletionStage<Boolean> delete(String key);

    /** {@code DEL} for each key by itself, without waiting for one answer before the next. */
    default CompletionStage<?> deleteAll(List<String> keys) {
        return Stages.all(keys.stream().map(this::delete).toList());
    }

    /** {@code PTTL key}; -1 for a key that does not expire, -2 when there is none. */
    CompletionStage<Long> timeToLive(String key);

    /** {@code EVALSHA digest 1 key arguments}; the script answers an integer. */
    CompletionStage<Long> runCached(String digest, String key, String... arguments);

    /** {@code EVAL script 1 key arguments}, after which the server knows the script by its digest. */
    CompletionStage<Long> run(String script, String key, String... arguments);

    /**
     * {@code SCAN cursor MATCH pattern COUNT count TYPE string} on one master after the other.
     *
     * @param from null for the beginning, else {@link ScanPage#next} of the page before
     */
    CompletionStage<ScanPage> scan(String pattern, int count, @Nullable Object from);

    /**
     * What Redis answered, when a stage ended with its error answer. Asked of what the client threw and of each of its causes.
     *
     * @param thrown one of these, whose own causes do not matter
     * @return the answer's text, as in {@code WRONGTYPE Operation against a key…}; null when this is no answer
     */
    @Nullable
    String errorReply(Throwable thrown);

    /**
     * Called after {@code READONLY}: where a master was, there is a replica now. Closes the connections that this port opened
     * itself, or those of a pool that wait for use, so that the next ones go to where the address leads now. Does not wait,
     * and is called twice a second at most.
     */
    default void reconnect() {}

    /** Closes what this port opened, in bounded time, and leaves what the user handed in. Called once. */
    @Override
    void close();
}
