package dev.sessionstore.redis;

import dev.sessionstore.Availability;
import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sessions in Redis as connect-redis keeps them: the key is the prefix and the sid, the value is the text, the expiry is the
 * key's. Made by a {@link RedisStoreBuilder}, which comes from the class named after the client.
 *
 * <p>Each operation is one command and one round trip, to the master: {@code GET}; {@code SET … PX} for set;
 * {@code PEXPIRE} for touch; {@code DEL} for destroy; {@code SET … PX … NX} for create. For replace it is
 * {@code SET … PX … IFEQ} where the server has it (Valkey 8.1, Redis 8.4), and one {@code GET} after it where nothing was written;
 * else {@code EVALSHA} of a script of one {@code GET} and one {@code SET} ({@code EVAL} after it, the first time and when the
 * server has forgotten the script). A write whose expiry is already past is a {@code DEL}, for create a {@code GET}, for replace
 * the script. Listing is {@code SCAN}, count and clear included, and {@code PTTL} for one expiry.
 *
 * <p>Times are sent in milliseconds from the application's now, so a difference between its clock and the server's does not
 * matter; after a jump of either, sessions written before end by Redis' count. A write that is unavailable may have happened,
 * and may still happen later, when a server that hung goes on. Redis ends sessions by
 * itself; there is nothing to sweep, and who asks is never told of an expiry. What Redis answers but refuses is a
 * {@link dev.sessionstore.StoreException} with its answer. No answer, and answers that mean "not now" (LOADING, MASTERDOWN,
 * READONLY, CLUSTERDOWN, TRYAGAIN, BUSY, NOREPLICAS, too many clients), are a
 * {@link dev.sessionstore.StoreUnavailableException}.
 *
 * <p>The guarantees hold as far as Redis keeps what it acknowledged: a replica that takes over may lack the last writes, and
 * a server without persistence forgets everything when it ends.
 */
public final class RedisStore implements Store {

    private final StoreEvents events = new StoreEvents();
    private final CommandExecutor calls;
    private final Keys keys;
    private final TimeToLive ttl;
    private final RedisConditionalWrites conditionalWrites;
    private final Optional<Listing> listing;

    RedisStore(RedisCommands port, String backend, String prefix, Duration timeout, InstantSource clock) {
        calls = new CommandExecutor(port, backend, timeout, new Availability(events));
        keys = new Keys(prefix);
        ttl = new TimeToLive(clock);
        conditionalWrites = new RedisConditionalWrites(calls, keys, ttl, events);
        listing = prefix.isEmpty() ? Optional.empty() : Optional.of(new RedisListing(calls, keys, ttl));
    }

    @Override
    public Optional<String> get(String sid) {
        calls.requireOpen();
        if (!StoreArguments.isSid(sid)) {
            return Optional.empty();
        }
        return Optional.ofNullable(calls.call("get", sid, redis -> redis.get(keys.of(sid))));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        calls.requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        String key = keys.of(sid);
        long millis = ttl.until(expiresAt);
        if (millis == 0) {
            remove("set", sid);
            return;
        }
        calls.call("set", sid, redis -> redis.set(key, data, millis));
        events.publish(new StoreEvent.Saved(sid));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        calls.requireOpen();
        StoreArguments.requireTouch(sid, expiresAt);
        String key = keys.of(sid);
        long millis = ttl.until(expiresAt);
        if (millis == 0) {
            return remove("touch", sid);
        }
        boolean touched = calls.call("touch", sid, redis -> redis.expire(key, millis));
        if (touched) {
            events.publish(new StoreEvent.Touched(sid));
        }
        return touched;
    }

    @Override
    public boolean destroy(String sid) {
        calls.requireOpen();
        return remove("destroy", StoreArguments.requireSid(sid));
    }

    private boolean remove(String operation, String sid) {
        boolean removed = calls.call(operation, sid, redis -> redis.delete(keys.of(sid)));
        if (removed) {
            events.publish(new StoreEvent.Destroyed(sid));
        }
        return removed;
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(conditionalWrites);
    }

    /** {@return the sessions with this store's prefix; empty for a store without one, which owns no part of the database} */
    @Override
    public Optional<Listing> listing() {
        return listing;
    }

    @Override
    public Set<Guarantee> guarantees() {
        return Set.of(Guarantee.SHARED, Guarantee.DURABLE);
    }

    @Override
    public void close() {
        calls.close();
    }
}
