package dev.sessionstore.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * When this process last moved the expiry of a session, so that not every request has to, and which sessions it destroyed:
 * browsers keep their cookies, and without this each request after a logout would cost a read. Bounded: two generations, of
 * which the older is dropped when the younger is full. A forgotten session costs one more touch. Thread-safe.
 */
final class TouchCache {

    /**
     * @param at when the expiry was moved, in ms since 1970
     * @param lifetime how far, in ms
     * @param absoluteExpiry the instant after which no renewal moves the expiry, in ms since 1970
     * @param boundAt when the entry in the index of owners was last made or renewed, in ms since 1970; 0 for never
     */
    record Renewal(long at, long lifetime, long absoluteExpiry, long boundAt) {

        Renewal boundAt(long millis) {
            return new Renewal(at, lifetime, absoluteExpiry, millis);
        }

        long expiry(long now) {
            return Math.min(JsDate.clamp(now + lifetime), absoluteExpiry);
        }

        /** {@return whether an earlier renewal for the same lifetime is not {@code every} ms old yet} */
        boolean isCoveredBy(@Nullable Renewal earlier, long every) {
            return earlier != null && earlier.lifetime == lifetime && earlier.isYoung(at, every);
        }

        /** {@return whether it is not {@code every} ms old yet} */
        boolean isYoung(long now, long every) {
            return now >= at && now - at < every;
        }
    }

    /** In the place of a renewal: this process destroyed the session, so the store is not called for its id again. */
    static final Renewal DESTROYED = new Renewal(0, 0, 0, 0);

    private final int generation;
    private volatile ConcurrentMap<String, Renewal> young = new ConcurrentHashMap<>();
    private volatile ConcurrentMap<String, Renewal> old = new ConcurrentHashMap<>();

    TouchCache(int bound) {
        this.generation = Math.max(1, bound / 2);
    }

    @Nullable
    Renewal get(String sid) {
        Renewal renewal = young.get(sid);
        return renewal != null ? renewal : old.get(sid);
    }

    void put(String sid, Renewal renewal) {
        ConcurrentMap<String, Renewal> map = young;
        map.put(sid, renewal);
        if (map.size() > generation && map == young) {
            old = map;
            young = new ConcurrentHashMap<>();
        }
    }

    void forget(String sid) {
        if (!isDestroyed(sid)) {
            young.remove(sid);
            old.remove(sid);
        }
    }

    /** The session was destroyed; its id is never used again. */
    void markDestroyed(String sid) {
        put(sid, DESTROYED);
    }

    boolean isDestroyed(String sid) {
        return get(sid) == DESTROYED;
    }
}
