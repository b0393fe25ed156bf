package dev.sessionstore.conformance;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.Sweeping;
import dev.sessionstore.Watching;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A store whose reads may be old, with reads that wait.
 *
 * @param behind the store
 * @param settling knows when other nodes wrote
 */
record SettledStore(Store behind, Settling settling) implements Store {

    private <T> T wrote(Supplier<T> write) {
        try {
            return write.get();
        } finally {
            settling.wrote(behind);
        }
    }

    @Override
    public Optional<String> get(String sid) {
        settling.await(behind);
        return behind.get(sid);
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        wrote(() -> {
            behind.set(sid, data, expiresAt);
            return true;
        });
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return wrote(() -> behind.touch(sid, expiresAt));
    }

    @Override
    public boolean destroy(String sid) {
        return wrote(() -> behind.destroy(sid));
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return behind.on(type, listener);
    }

    @Override
    public <E extends StoreEvent> Subscription once(Class<E> type, Consumer<? super E> listener) {
        return behind.once(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return behind.conditionalWrites().map(writes -> new ConditionalWrites() {
            @Override
            public boolean create(String sid, String data, Instant expiresAt) {
                return wrote(() -> writes.create(sid, data, expiresAt));
            }

            @Override
            public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
                return wrote(() -> writes.replace(sid, expectedData, data, expiresAt));
            }
        });
    }

    @Override
    public Optional<Listing> listing() {
        return behind.listing().map(listing -> new Listing() {
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
                wrote(() -> {
                    listing.clear();
                    return true;
                });
            }
        });
    }

    @Override
    public Optional<Sweeping> sweeping() {
        return behind.sweeping();
    }

    @Override
    public Optional<Owners> owners() {
        return behind.owners().map(owners -> new Owners() {
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
                return wrote(() -> owners.destroyAll(owner, except));
            }

            @Override
            public void clear() {
                owners.clear();
            }
        });
    }

    @Override
    public Optional<Watching> watching() {
        return behind.watching();
    }

    @Override
    public Set<Guarantee> guarantees() {
        return behind.guarantees();
    }

    @Override
    public Duration resolution() {
        return behind.resolution();
    }

    @Override
    public Duration staleness() {
        return behind.staleness();
    }

    @Override
    public void close() {
        behind.close();
    }
}
