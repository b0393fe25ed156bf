package dev.sessionstore.conformance.small;

import dev.sessionstore.Watching.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** The data that several {@link SmallStore}s share, under one lock, and their clock, which stands still until it is moved. */
public final class SmallBackend implements InstantSource {

    /** A stored session. */
    public record Entry(String data, Instant expiresAt) {}

    /** An entry of the index of owners. */
    public record Binding(Instant until, Instant boundAt) {}

    public final ReentrantLock lock = new ReentrantLock();
    public final Map<String, Entry> entries = new TreeMap<>();

    /** The entries of each owner by sid, in the order in which they were made. */
    public final Map<String, Map<String, Binding>> owners = new HashMap<>();

    /** They are told of each change before its call returns. */
    public final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

    private final AtomicReference<Instant> now;

    public SmallBackend() {
        now = new AtomicReference<>(Instant.parse("2026-03-29T00:30:00Z"));
    }

    /** Other data, the same clock. */
    SmallBackend(SmallBackend clock) {
        now = clock.now;
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** How many entries there are, ended ones included. */
    public long ownerRecords() {
        lock.lock();
        try {
            return owners.values().stream().mapToLong(Map::size).sum();
        } finally {
            lock.unlock();
        }
    }

    public void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }
}
