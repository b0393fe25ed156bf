package dev.sessionstore.redis;

import dev.sessionstore.Availability;
import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Subscription;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps sessions in Redis as connect-redis does: the key is the prefix and the sid, the value is the text, the expiry is the
 * key's own. Built by a {@link RedisStoreBuilder}, which the class of the client gives ({@code JedisStore},
 * {@code LettuceStore}, {@code RedissonStore}). Thread-safe.
 *
 * <p>Each operation is one command and one round trip, to the master: {@code GET}; {@code SET … PX} for set;
 * {@code PEXPIRE} for touch; {@code DEL} for destroy; {@code SET … PX … NX} for create. For replace it is
 * {@code SET … PX … IFEQ} where the server has it (Valkey 8.1, Redis 8.4), and one {@code GET} after it where nothing was written;
 * else {@code EVALSHA} of a script of one {@code GET} and one {@code SET} ({@code EVAL} after it, the first time and when the
 * server has forgotten the script). A write whose expiry is already past is a {@code DEL}, for create a {@code GET}, for replace
 * the script. Listing is {@code SCAN}, count and clear included, and {@code PTTL} for one expiry.
 *
 * <p>Whose sessions there are is kept in one sorted set per owner. Its key is {@code owners:}, the prefix, and
 * {@link StoreArguments#ownerDigest}. It expires with its last entry. Bind and unbind are one {@code EVALSHA}. The sids of an owner are
 * one {@code EVALSHA} for each page of 100 entries, one {@code PTTL} per entry, sent together, and one {@code EVALSHA} where entries are
 * dead; for destroyAll the {@code PTTL} is a {@code DEL}.
 *
 * <p>Times are sent in milliseconds from the application's now, so a difference between its clock and the server's does not
 * matter. After a jump of either clock, sessions written before it end by Redis' count. Redis removes expired sessions itself:
 * there is no sweeping, and no expired event.
 *
 * <p>An error reply of Redis becomes a {@link dev.sessionstore.StoreException} that repeats it. No answer in time, and replies
 * for a temporary state (LOADING, MASTERDOWN, READONLY, CLUSTERDOWN, TRYAGAIN, BUSY, NOREPLICAS, too many clients), become a
 * {@link dev.sessionstore.StoreUnavailableException}. A write that ends with it may have happened, and may still happen later,
 * when a server that hung continues.
 *
 * <p>The guarantees hold as far as Redis keeps acknowledged writes. A replica that takes over may lack the last of them, and a
 * server without persistence is empty after a restart. On a cluster, where an owner's entries and the sessions have different
 * masters, sessions that were bound a moment before it may be unlisted until they are bound again.
 */
public final class RedisStore implements Store {

    private final StoreEvents events = new StoreEvents();
    private final CommandExecutor executor;
    private final Keys keys;
    private final TimeToLive ttl;
    private final RedisConditionalWrites conditionalWrites;
    private final Optional<Listing> listing;
    private final RedisOwners owners;
    private final Optional<RedisWatching> watching;

    RedisStore(RedisCommands commands, String backend, String prefix, Duration timeout, InstantSource clock) {
        executor = new CommandExecutor(commands, backend, timeout, new Availability(events));
        keys = new Keys(prefix);
        ttl = new TimeToLive(clock);
        conditionalWrites = new RedisConditionalWrites(executor, keys, ttl, events);
        owners = new RedisOwners(executor, keys, ttl, events);
        listing = prefix.isEmpty() ? Optional.empty() : Optional.of(new RedisListing(executor, keys, ttl, owners));
        watching =
                Optional.ofNullable(commands.changeLinks()).map(links -> new RedisWatching(links, executor, keys, ttl));
    }

    @Override
    public Optional<String> get(String sid) {
        executor.requireOpen();
        if (!keys.isSid(sid)) {
            return Optional.empty();
        }
        return Optional.ofNullable(executor.execute("get", sid, redis -> redis.get(keys.of(sid))));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        executor.requireOpen();
        keys.requireSid(sid);
        StoreArguments.requireWrite(sid, data, expiresAt);
        String key = keys.of(sid);
        long millis = ttl.until(expiresAt);
        if (millis == 0) {
            remove("set", sid);
            return;
        }
        executor.execute("set", sid, redis -> redis.set(key, data, millis));
        events.publish(new StoreEvent.Saved(sid));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        executor.requireOpen();
        keys.requireSid(sid);
        StoreArguments.requireTouch(sid, expiresAt);
        String key = keys.of(sid);
        long millis = ttl.until(expiresAt);
        if (millis == 0) {
            return remove("touch", sid);
        }
        boolean touched = executor.execute("touch", sid, redis -> redis.expire(key, millis));
        if (touched) {
            events.publish(new StoreEvent.Touched(sid));
        }
        return touched;
    }

    @Override
    public boolean destroy(String sid) {
        executor.requireOpen();
        keys.requireSid(sid);
        return remove("destroy", sid);
    }

    private boolean remove(String operation, String sid) {
        boolean removed = executor.execute(operation, sid, redis -> redis.delete(keys.of(sid)));
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

    /** {@return the listing of the keys with this store's prefix; empty when the prefix is empty} */
    @Override
    public Optional<Listing> listing() {
        return listing;
    }

    /** {@return the index of owners beside the sessions with this store's prefix} */
    @Override
    public Optional<Owners> owners() {
        return Optional.of(owners);
    }

    /** {@return reports by the server, where the client can receive them} */
    @Override
    public Optional<Watching> watching() {
        return watching.map(Function.identity());
    }

    @Override
    public Set<Guarantee> guarantees() {
        return Set.of(Guarantee.SHARED, Guarantee.DURABLE);
    }

    @Override
    public void close() {
        watching.ifPresent(RedisWatching::close);
        executor.close();
    }
}
