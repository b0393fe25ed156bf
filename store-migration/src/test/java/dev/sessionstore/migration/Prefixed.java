package dev.sessionstore.migration;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.WriteOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The sessions of another store whose ids begin with a prefix, as a client of a Redis has them. */
final class Prefixed implements Store, ConditionalWrites, Listing {

    private final Store all;
    private final String prefix;

    Prefixed(Store all, String prefix) {
        this.all = all;
        this.prefix = prefix;
    }

    @Override
    public Optional<String> get(String sid) {
        return all.get(prefix + sid);
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        all.set(prefix + sid, data, expiresAt);
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return all.touch(prefix + sid, expiresAt);
    }

    @Override
    public boolean destroy(String sid) {
        return all.destroy(prefix + sid);
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        return all.conditionalWrites().orElseThrow().create(prefix + sid, data, expiresAt);
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        return all.conditionalWrites().orElseThrow().replace(prefix + sid, expectedData, data, expiresAt);
    }

    @Override
    public Stream<String> sids() {
        return all.listing()
                .orElseThrow()
                .sids()
                .filter(sid -> sid.startsWith(prefix))
                .map(sid -> sid.substring(prefix.length()));
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        return all.listing().orElseThrow().expiresAt(prefix + sid);
    }

    @Override
    public long count() {
        return sids().count();
    }

    @Override
    public void clear() {
        sids().forEach(this::destroy);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(this);
    }

    @Override
    public Optional<Listing> listing() {
        return Optional.of(this);
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return all.on(type, listener);
    }

    @Override
    public void close() {}
}
