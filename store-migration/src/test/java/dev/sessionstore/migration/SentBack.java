package dev.sessionstore.migration;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Subscription;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Moves each session back to the old store before a call, so that every call meets one that was not moved yet. */
final class SentBack implements Store {

    private final Store from;
    private final Store to;
    private final MigratingStore migrating;
    private final ReentrantLock lock = new ReentrantLock();
    private final StoreEvents events = new StoreEvents();
    private final List<StoreEvent> unpublished = new ArrayList<>();
    private volatile boolean isClosed;

    SentBack(Store from, Store to, MigratingStore migrating) {
        this.from = from;
        this.to = to;
        this.migrating = migrating;
        migrating.on(StoreEvent.class, this::receive);
    }

    /** Events under this wrapper's own lock are published when the lock is free again, as a store has to. */
    private void receive(StoreEvent event) {
        if (lock.isHeldByCurrentThread()) {
            unpublished.add(event);
        } else {
            events.publish(event);
        }
    }

    private <T> T after(String sid, Supplier<T> call) {
        lock.lock();
        try {
            if (sid != null && StoreArguments.isSid(sid)) {
                sendBack(sid);
            }
            return call.get();
        } finally {
            List<StoreEvent> published = List.copyOf(unpublished);
            unpublished.clear();
            lock.unlock();
            published.forEach(events::publish);
        }
    }

    private void sendBack(String sid) {
        Optional<String> data = to.get(sid);
        Optional<Instant> expiresAt = to.listing().orElseThrow().expiresAt(sid);
        if (data.isPresent() && expiresAt.isPresent() && !Migration.isTombstone(data.get())) {
            from.set(sid, data.get(), expiresAt.get());
            to.destroy(sid);
        }
    }

    @Override
    public Optional<String> get(String sid) {
        return after(sid, () -> migrating.get(sid));
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        after(sid, () -> {
            migrating.set(sid, data, expiresAt);
            return true;
        });
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return after(sid, () -> migrating.touch(sid, expiresAt));
    }

    @Override
    public boolean destroy(String sid) {
        return after(sid, () -> migrating.destroy(sid));
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        ConditionalWrites writes = migrating.conditionalWrites().orElseThrow();
        return Optional.of(new ConditionalWrites() {
            @Override
            public boolean create(String sid, String data, Instant expiresAt) {
                return after(sid, () -> writes.create(sid, data, expiresAt));
            }

            @Override
            public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
                return after(sid, () -> writes.replace(sid, expectedData, data, expiresAt));
            }
        });
    }

    @Override
    public Optional<Listing> listing() {
        Listing listing = migrating.listing().orElseThrow();
        return Optional.of(new Listing() {
            @Override
            public Stream<String> sids() {
                return listing.sids();
            }

            @Override
            public Optional<Instant> expiresAt(String sid) {
                return after(sid, () -> listing.expiresAt(sid));
            }

            @Override
            public long count() {
                return listing.count();
            }

            @Override
            public void clear() {
                listing.clear();
            }
        });
    }

    @Override
    public Optional<Owners> owners() {
        Owners owners = migrating.owners().orElseThrow();
        return Optional.of(new Owners() {
            @Override
            public void bind(String sid, String owner, Instant until) {
                after(sid, () -> {
                    owners.bind(sid, owner, until);
                    return true;
                });
            }

            @Override
            public boolean unbind(String sid, String owner) {
                return after(sid, () -> owners.unbind(sid, owner));
            }

            @Override
            public Stream<String> sids(String owner) {
                Stream<String> sids = owners.sids(owner);
                return Stream.of(owner).flatMap(any -> {
                    sendAllBack();
                    return sids;
                });
            }

            @Override
            public int destroyAll(String owner, Set<String> except) {
                return after(null, () -> {
                    sendAllBack();
                    return owners.destroyAll(owner, except);
                });
            }

            @Override
            public void clear() {
                owners.clear();
            }
        });
    }

    private void sendAllBack() {
        if (!isClosed) {
            to.listing().orElseThrow().sids().toList().forEach(this::sendBack);
        }
    }

    @Override
    public Set<Guarantee> guarantees() {
        return migrating.guarantees();
    }

    @Override
    public Duration resolution() {
        return migrating.resolution();
    }

    @Override
    public void close() {
        isClosed = true;
        migrating.close();
    }
}
