package dev.sessionstore.servlet;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Subscription;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A memory store that notes its calls, and can be cut off or made to wait. */
final class WatchedStore implements Store, ConditionalWrites {

    final List<String> calls = new CopyOnWriteArrayList<>();
    private final MemoryStore memory =
            MemoryStore.builder().sweepEvery(Duration.ZERO).build();
    private volatile boolean down;
    private volatile boolean readOnly;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch arrived = new CountDownLatch(0);

    void goDown() {
        down = true;
    }

    /** Reads are answered, writes are not. */
    void goReadOnly() {
        readOnly = true;
    }

    void comeBack() {
        down = false;
        readOnly = false;
    }

    /** Makes the next writes wait until {@link #letWrites}. */
    void holdWrites() {
        arrived = new CountDownLatch(1);
        gate = new CountDownLatch(1);
    }

    void awaitHeldWrite() throws InterruptedException {
        if (!arrived.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody wrote: " + calls);
        }
    }

    void letWrites() {
        gate.countDown();
    }

    private void read(String call) {
        calls.add(call);
        if (down) {
            throw new StoreUnavailableException(call + " got no answer");
        }
    }

    private void write(String call) {
        arrived.countDown();
        try {
            if (!gate.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the gate stayed shut");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        read(call);
        if (readOnly) {
            throw new StoreUnavailableException(call + " got no answer");
        }
    }

    @Override
    public Optional<String> get(String sid) {
        read("get");
        return memory.get(sid);
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        write("set");
        memory.set(sid, data, expiresAt);
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        write("touch");
        return memory.touch(sid, expiresAt);
    }

    @Override
    public boolean destroy(String sid) {
        write("destroy");
        return memory.destroy(sid);
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        write("create");
        return memory.conditionalWrites().orElseThrow().create(sid, data, expiresAt);
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        write("replace");
        return memory.conditionalWrites().orElseThrow().replace(sid, expectedData, data, expiresAt);
    }

    /** What is stored, past all watching. */
    Optional<String> record(String sid) {
        return memory.get(sid);
    }

    long count() {
        return memory.listing().orElseThrow().count();
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(this);
    }

    @Override
    public Optional<Owners> owners() {
        return memory.owners();
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return memory.on(type, listener);
    }

    @Override
    public void close() {
        memory.close();
    }
}
