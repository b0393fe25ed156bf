package dev.sessionstore.conformance.small;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.Budget;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.conformance.StoreHarness;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Opens stores on one {@link TinyServer}, through a proxy. */
public final class NetHarness implements StoreHarness {

    private final SmallBackend backend = new SmallBackend();
    private final TinyServer server = new TinyServer(backend);
    private final FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port());
    private final BiFunction<Integer, InstantSource, ? extends Store> opener;
    private final Optional<Budget> budget;

    /** Stores of which each call takes one round trip. */
    public NetHarness(IntFunction<? extends Store> opener) throws IOException {
        this((port, clock) -> opener.apply(port), Optional.of(Budget.of(1)));
    }

    private NetHarness(BiFunction<Integer, InstantSource, ? extends Store> opener, Optional<Budget> budget)
            throws IOException {
        this.opener = opener;
        this.budget = budget;
    }

    /** Stores that need the clock, and promise nothing about round trips. */
    public static NetHarness withClock(BiFunction<Integer, InstantSource, ? extends Store> opener) throws IOException {
        return new NetHarness(opener, Optional.empty());
    }

    @Override
    public Store open() {
        return opener.apply(proxy.port(), backend);
    }

    @Override
    public Instant now() {
        return backend.instant();
    }

    @Override
    public void advance(Duration duration) {
        backend.advance(duration);
    }

    @Override
    public Duration timeout() {
        return NetStore.TIMEOUT;
    }

    @Override
    public Optional<FaultProxy> network() {
        return Optional.of(proxy);
    }

    @Override
    public Optional<Budget> budget() {
        return budget;
    }

    @Override
    public OptionalLong ownerRecords() {
        return OptionalLong.of(backend.ownerRecords());
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        server.close();
    }
}
