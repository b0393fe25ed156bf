package dev.sessionstore.conformance.small;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.Budget;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.conformance.StoreHarness;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** Opens stores on one {@link TinyServer}, through a proxy. */
public final class NetHarness implements StoreHarness {

    private final SmallBackend backend = new SmallBackend();
    private final TinyServer server = new TinyServer(backend);
    private final FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port());
    private final IntFunction<? extends Store> opener;

    public NetHarness(IntFunction<? extends Store> opener) throws IOException {
        this.opener = opener;
    }

    @Override
    public Store open() {
        return opener.apply(proxy.port());
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
        return Optional.of(Budget.of(1));
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
