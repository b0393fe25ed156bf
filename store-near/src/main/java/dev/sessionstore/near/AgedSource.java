package dev.sessionstore.near;

import dev.sessionstore.Store;
import dev.sessionstore.Watch.Reading;
import java.time.Duration;
import java.time.Instant;

/** A store that hears of no changes: a copy is fresh for as long as the user said that a read may be old. */
final class AgedSource implements Source {

    private final Store store;
    private final Duration maxStaleness;

    AgedSource(Store store, Duration maxStaleness) {
        this.store = store;
        this.maxStaleness = maxStaleness;
    }

    @Override
    public Reading read(String sid) {
        return store.get(sid).map(data -> new Reading(data, Instant.MAX, true)).orElseGet(() -> Reading.absent(false));
    }

    @Override
    public boolean isProven() {
        return true;
    }

    @Override
    public Duration longest() {
        return maxStaleness;
    }

    @Override
    public void close() {}
}
