package dev.sessionstore.conformance.small;

import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.SessionEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.Subscription;
import dev.sessionstore.Watching;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A correct store in memory with all abilities. Made to be understood and to be overridden by wrong ones, not to be fast: one
 * lock for everything, and events published after it is released.
 */
public class SmallStore implements AllAbilities {

    protected final SmallBackend backend;
    protected final StoreEvents events = new StoreEvents();
    private final SmallWatching watching;
    private volatile boolean closed;

    public SmallStore(SmallBackend backend) {
        this(backend, SmallWatching::new);
    }

    public SmallStore(SmallBackend backend, Function<SmallStore, SmallWatching> watching) {
        this.backend = backend;
        this.watching = watching.apply(this);
    }

    @Override
    public Optional<String> get(String sid) {
        requireOpen();
        return StoreArguments.isSid(sid) ? locked(() -> live(sid).map(Entry::data)) : Optional.empty();
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        publish(locked(() -> write(sid, data, expiresAt)));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireTouch(sid, expiresAt);
        Optional<StoreEvent> effect = locked(() -> live(sid).map(old -> {
            if (isPast(expiresAt)) {
                backend.entries.remove(sid);
                return new StoreEvent.Destroyed(sid);
            }
            backend.entries.put(sid, new Entry(old.data(), expiresAt));
            return new StoreEvent.Touched(sid);
        }));
        publish(effect);
        return effect.isPresent();
    }

    @Override
    public boolean destroy(String sid) {
        requireOpen();
        StoreArguments.requireSid(sid);
        boolean removed = locked(() -> live(sid).isPresent() && backend.entries.remove(sid) != null);
        publish(removed ? Optional.of(new StoreEvent.Destroyed(sid)) : Optional.empty());
        return removed;
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        record Result(boolean created, Optional<StoreEvent> effect) {}
        Result result = locked(() -> live(sid).isPresent()
                ? new Result(false, Optional.empty())
                : new Result(true, write(sid, data, expiresAt)));
        publish(result.effect);
        return result.created;
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireReplace(sid, expectedData, data, expiresAt);
        record Result(WriteOutcome outcome, Optional<StoreEvent> effect) {}
        Result result = locked(() -> {
            Optional<Entry> old = live(sid);
            if (old.isEmpty()) {
                return new Result(WriteOutcome.GONE, Optional.empty());
            }
            return old.get().data().equals(expectedData)
                    ? new Result(WriteOutcome.WRITTEN, write(sid, data, expiresAt))
                    : new Result(WriteOutcome.CHANGED, Optional.empty());
        });
        publish(result.effect);
        return result.outcome;
    }

    @Override
    public Stream<String> sids() {
        requireOpen();
        return locked(
                () -> backend.entries.keySet().stream().filter(sid -> live(sid).isPresent()).toList().stream());
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        requireOpen();
        return StoreArguments.isSid(sid) ? locked(() -> live(sid).map(Entry::expiresAt)) : Optional.empty();
    }

    @Override
    public void clear() {
        requireOpen();
        locked(() -> {
            backend.entries.clear();
            backend.owners.clear();
            return true;
        });
        backend.watchers.forEach(Watcher::lost);
    }

    @Override
    public int sweep(int atMost) {
        requireOpen();
        StoreArguments.requireAtMost(atMost);
        List<String> swept = locked(() -> {
            List<String> expired = new ArrayList<>(backend.entries.keySet().stream()
                    .filter(sid -> live(sid).isEmpty())
                    .limit(atMost)
                    .toList());
            backend.entries.keySet().removeAll(expired);
            sweepOwners();
            return expired;
        });
        swept.forEach(this::report);
        swept.forEach(sid -> events.publish(new StoreEvent.Expired(sid)));
        return swept.size();
    }

    @Override
    public Optional<Owners> owners() {
        return Optional.of(new SmallOwners(this));
    }

    @Override
    public Optional<Watching> watching() {
        return Optional.of(watching);
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    @Override
    public void close() {
        closed = true;
        watching.close();
    }

    /** Writes or, with a past expiry, removes. Under the lock. */
    protected Optional<StoreEvent> write(String sid, String data, Instant expiresAt) {
        boolean wasLive = live(sid).isPresent();
        if (isPast(expiresAt)) {
            backend.entries.remove(sid);
            return wasLive ? Optional.of(new StoreEvent.Destroyed(sid)) : Optional.empty();
        }
        backend.entries.put(sid, new Entry(data, expiresAt));
        return Optional.of(new StoreEvent.Saved(sid));
    }

    /** Removes the entries of owners that have ended. Under the lock. */
    protected void sweepOwners() {
        backend.owners.values().forEach(bindings -> bindings.values().removeIf(binding -> isPast(binding.until())));
        backend.owners.values().removeIf(Map::isEmpty);
    }

    /** Expiry and text in one step, with a space between; empty when there is no session. */
    String read(String sid) {
        return locked(() ->
                live(sid).map(entry -> entry.expiresAt() + " " + entry.data()).orElse(""));
    }

    /** The entry if it is not expired. Under the lock. */
    protected Optional<Entry> live(String sid) {
        return Optional.ofNullable(backend.entries.get(sid)).filter(entry -> !isPast(entry.expiresAt()));
    }

    protected boolean isPast(Instant expiresAt) {
        return !backend.instant().isBefore(expiresAt);
    }

    protected void publish(Optional<StoreEvent> effect) {
        effect.map(SessionEvent.class::cast).ifPresent(event -> report(event.sid()));
        effect.ifPresent(events::publish);
    }

    /** Tells all watches of a change. */
    protected void report(String sid) {
        backend.watchers.forEach(watcher -> watcher.changed(sid));
    }

    protected <T> T locked(Supplier<T> work) {
        backend.lock.lock();
        try {
            return work.get();
        } finally {
            backend.lock.unlock();
        }
    }

    protected void requireOpen() {
        StoreArguments.requireOpen(!closed);
    }
}
