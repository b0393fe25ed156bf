package dev.sessionstore.redis;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the store asks of a Redis client: nothing but commands on one key each, and SCAN. Keys and values travel as UTF-8.
 *
 * <p>Every method sends one command, once, to the master that owns the key, and never sends it again: only an answer that says
 * that the command was not executed (MOVED, ASK) may be followed. It gives a stage that ends with the answer, or
 * exceptionally with whatever the client throws; it may also do all the work on the calling thread, and throw. The store
 * waits, bounds the time and turns failures into {@link dev.sessionstore.StoreException}s. Where {@code cancel} on the stage
 * keeps a command that still waits from being sent, it should.
 *
 * <p>Times to live are in milliseconds, from 1 to 2<sup>53</sup>-1. Implementations are thread-safe.
 */
public interface RedisPort extends AutoCloseable {

    /** {@code GET key}; null when there is none. */
    CompletionStage<@Nullable String> get(String key);

    /** {@code SET key value PX ttl}. */
    CompletionStage<?> set(String key, String value, long ttl);

    /** {@code SET key value PX ttl NX}; true when it was written. */
    CompletionStage<Boolean> setIfAbsent(String key, String value, long ttl);

    /** {@code PEXPIRE key ttl}; true when there is such a key. */
    CompletionStage<Boolean> expire(String key, long ttl);

    /** {@code DEL key}; true when there was one. */
    CompletionStage<Boolean> delete(String key);

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
     * What Redis answered, when a stage ended with its error answer.
     *
     * @param thrown what the client threw, freed of {@link java.util.concurrent.CompletionException} around it
     * @return the answer's text, as in {@code WRONGTYPE Operation against a key…}; null when there was no answer
     */
    @Nullable
    String errorReply(Throwable thrown);

    /** Closes what this port opened, in bounded time, and leaves what the user handed in. Called once. */
    @Override
    void close();
}
