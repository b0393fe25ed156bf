package dev.sessionstore.conformance.small;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A correct store that keeps copies of what it has read and drops them when a change is reported. Made to be understood and to be
 * overridden by wrong ones.
 */
public class LeasedStore extends WrapperStore implements Watcher {

    public static final Duration LEASE = Duration.ofMillis(40);

    private final InstantSource clock;
    protected final ReentrantLock lock = new ReentrantLock();
    protected final Map<String, Reading> copies = new HashMap<>();
    private long changes;
    private final Watch watch;

    public LeasedStore(Store store, InstantSource clock) {
        super(store);
        this.clock = clock;
        this.watch = store.watching().orElseThrow().watch(this, LEASE.dividedBy(5));
    }

    @Override
    public Duration staleness() {
        return LEASE;
    }

    @Override
    public Optional<String> get(String sid) {
        if (isFresh(watch.lagNanos())) {
            Reading copy = locked(() -> copies.getOrDefault(sid, Reading.absent(false)));
            if (copy.watched() && clock.instant().isBefore(copy.expiresAt())) {
                used(sid);
                return Optional.ofNullable(copy.data());
            }
        }
        return read(sid);
    }

    protected boolean isFresh(long lag) {
        return lag <= LEASE.toNanos();
    }

    /** A copy of a session was read. */
    protected void used(String sid) {}

    protected Optional<String> read(String sid) {
        long before = locked(() -> changes);
        Reading reading = watchedRead(sid);
        Optional<String> data = Optional.ofNullable(reading.data());
        locked(() -> {
            if (changes == before && reading.watched() && data.isPresent()) {
                keep(sid, reading);
            }
            return true;
        });
        return data;
    }

    protected Reading watchedRead(String sid) {
        return watch.read(sid);
    }

    /** Under the lock. */
    protected void keep(String sid, Reading reading) {
        copies.put(sid, reading);
    }

    @Override
    public void changed(String sid) {
        forget(sid);
    }

    @Override
    public void lost() {
        forgetAll();
    }

    protected void forget(String sid) {
        locked(() -> {
            changes++;
            return copies.remove(sid) != null;
        });
    }

    protected void forgetAll() {
        locked(() -> {
            changes++;
            copies.clear();
            return true;
        });
    }

    /** An own write of one session. */
    protected <T> T write(String sid, Supplier<T> write) {
        forget(sid);
        try {
            return write.get();
        } finally {
            forget(sid);
        }
    }

    private <T> T writeMany(Supplier<T> write) {
        forgetAll();
        try {
            return write.get();
        } finally {
            forgetAll();
        }
    }

    protected <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        write(sid, () -> {
            store.set(sid, data, expiresAt);
            return true;
        });
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return write(sid, () -> store.touch(sid, expiresAt));
    }

    @Override
    public boolean destroy(String sid) {
        return write(sid, () -> store.destroy(sid));
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return store.conditionalWrites().map(writes -> new ConditionalWrites() {
            @Override
            public boolean create(String sid, String data, Instant expiresAt) {
                return write(sid, () -> writes.create(sid, data, expiresAt));
            }

            @Override
            public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
                return write(sid, () -> writes.replace(sid, expectedData, data, expiresAt));
            }
        });
    }

    @Override
    public Optional<Listing> listing() {
        return store.listing().map(listing -> new Listing() {
            @Override
            public Stream<String> sids() {
                return listing.sids();
            }

            @Override
            public Optional<Instant> expiresAt(String sid) {
                return listing.expiresAt(sid);
            }

            @Override
            public long count() {
                return listing.count();
            }

            @Override
            public void clear() {
                writeMany(() -> {
                    listing.clear();
                    return true;
                });
            }
        });
    }

    @Override
    public Optional<Owners> owners() {
        return store.owners().map(owners -> new Owners() {
            @Override
            public void bind(String sid, String owner, Instant until) {
                owners.bind(sid, owner, until);
            }

            @Override
            public boolean unbind(String sid, String owner) {
                return owners.unbind(sid, owner);
            }

            @Override
            public Stream<String> sids(String owner) {
                return owners.sids(owner);
            }

            @Override
            public Stream<String> sids(String owner, Predicate<String> live) {
                return owners.sids(owner, live);
            }

            @Override
            public int destroyAll(String owner, Set<String> except) {
                return writeMany(() -> owners.destroyAll(owner, except));
            }

            @Override
            public void clear() {
                owners.clear();
            }
        });
    }
}
