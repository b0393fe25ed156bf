package dev.sessionstore.near;

import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of a {@link NearStore}. Not thread-safe. */
public final class NearStoreBuilder {

    /** The default lease. */
    public static final Duration DEFAULT_LEASE = Duration.ofMillis(500);

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** So that some proofs may be late before the copies cannot be used. */
    private static final int PROOFS_PER_LEASE = 5;

    private final Store store;
    private int entries = 10_000;
    private long bytes = 64L << 20;
    private Duration lease = DEFAULT_LEASE;
    private @Nullable Duration maxStaleness;
    private InstantSource clock = InstantSource.system();

    NearStoreBuilder(Store store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * How many copies there are at most; those that are used least go first.
     *
     * @param atMost 1 or more, by default 10,000
     */
    public NearStoreBuilder entries(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("entries: at least 1, was " + atMost);
        }
        this.entries = atMost;
        return this;
    }

    /**
     * How much memory the copies take at most, by two bytes per character of the text and 400 bytes per session.
     *
     * @param atMost in bytes, 1,024 or more, by default 64 MiB; a session that is larger than all of it is not kept
     */
    public NearStoreBuilder bytes(long atMost) {
        if (atMost < 1024) {
            throw new IllegalArgumentException("bytes: at least 1024, was " + atMost);
        }
        this.bytes = atMost;
        return this;
    }

    /**
     * How old a read may be at most, whatever happens to the link on which changes are reported. The link proves itself five times
     * per lease.
     *
     * @param atMost from 10 ms to one minute, by default 500 ms
     */
    public NearStoreBuilder lease(Duration atMost) {
        this.lease = between("lease", atMost);
        return this;
    }

    /**
     * How old a read may be over a store that reports no changes: a logout on another node is seen this late, always. Only for such
     * stores.
     *
     * @param atMost from 10 ms to one minute
     */
    public NearStoreBuilder maxStaleness(Duration atMost) {
        this.maxStaleness = between("maxStaleness", atMost);
        return this;
    }

    /**
     * The application's clock, which must be that of the store behind.
     *
     * @param source the system's by default
     */
    public NearStoreBuilder clock(InstantSource source) {
        this.clock = Objects.requireNonNull(source, "clock");
        return this;
    }

    private static Duration between(String option, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(option + ": from 10 ms to 1 minute, was " + value);
        }
        return value;
    }

    /**
     * Begins to watch the store behind.
     *
     * @throws IllegalArgumentException when the store reports no changes and {@link #maxStaleness} was not given, or the other way
     *     round
     * @throws StoreUnavailableException when the backend did not answer in time
     * @throws StoreException when the backend refused to report changes
     */
    public NearStore build() {
        Copies copies = new Copies(entries, bytes);
        Optional<Watching> watching = store.watching();
        Duration stated = maxStaleness;
        if (watching.isEmpty()) {
            if (stated == null) {
                throw new IllegalArgumentException(
                        "maxStaleness: the store reports no changes (watching() is empty), so say how"
                                + " old a read may be, or use the store without copies");
            }
            return new NearStore(store, copies, new AgedSource(store, stated), clock, stated.plus(store.staleness()));
        }
        if (stated != null) {
            throw new IllegalArgumentException(
                    "maxStaleness: the store reports changes, so lease says how old a read may be");
        }
        Source watched = new WatchedSource(watching.get().watch(copies, lease.dividedBy(PROOFS_PER_LEASE)), lease);
        return new NearStore(store, copies, watched, clock, lease.plus(store.staleness()));
    }
}
