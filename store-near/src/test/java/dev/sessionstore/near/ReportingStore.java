package dev.sessionstore.near;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.Subscription;
import dev.sessionstore.Sweeping;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A store that counts its reads and whose reports the test holds in its hand: nothing is reported, proven or lost unless the test
 * says so.
 */
class ReportingStore implements Store {

    final AtomicInteger reads = new AtomicInteger();
    final Store behind;
    volatile Watching.Watcher watcher;
    volatile Duration proofEvery;
    volatile Duration lag = Duration.ZERO;
    volatile boolean linked = true;
    volatile boolean watchClosed;
    volatile Runnable whenAskedForTheLag = () -> {};
    private volatile Runnable afterTheNextRead = () -> {};

    ReportingStore(Store behind) {
        this.behind = behind;
    }

    /** Runs once, after a text was read from the store and before the reader has it. */
    void afterTheNextRead(Runnable work) {
        afterTheNextRead = () -> {
            afterTheNextRead = () -> {};
            work.run();
        };
    }

    @Override
    public Optional<Watching> watching() {
        return Optional.of((told, every) -> {
            watcher = told;
            proofEvery = every;
            return new HeldWatch();
        });
    }

    private final class HeldWatch implements Watch {

        @Override
        public Reading read(String sid) {
            boolean watched = linked;
            Optional<String> data = get(sid);
            Instant expiresAt = StoreArguments.isSid(sid)
                    ? behind.listing().orElseThrow().expiresAt(sid).orElse(Instant.MIN)
                    : Instant.MIN;
            afterTheNextRead.run();
            return data.map(text -> new Reading(text, expiresAt, watched)).orElseGet(() -> Reading.absent(watched));
        }

        @Override
        public long lagNanos() {
            whenAskedForTheLag.run();
            return linked ? lag.toNanos() : Long.MAX_VALUE;
        }

        @Override
        public void close() {
            watchClosed = true;
        }
    }

    @Override
    public Optional<String> get(String sid) {
        reads.incrementAndGet();
        return behind.get(sid);
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        behind.set(sid, data, expiresAt);
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        return behind.touch(sid, expiresAt);
    }

    @Override
    public boolean destroy(String sid) {
        return behind.destroy(sid);
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return behind.on(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return behind.conditionalWrites();
    }

    @Override
    public Optional<Listing> listing() {
        return behind.listing();
    }

    @Override
    public Optional<Sweeping> sweeping() {
        return behind.sweeping();
    }

    @Override
    public Optional<Owners> owners() {
        return behind.owners();
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
    public void close() {
        behind.close();
    }
}
