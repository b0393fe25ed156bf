package dev.sessionstore.conformance;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.small.WrapperStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Opens what another harness opens, wrapped. */
record WrappingHarness(StoreHarness inside) implements StoreHarness {

    @Override
    public Store open() throws Exception {
        return new WrapperStore(inside.open());
    }

    @Override
    public Instant now() {
        return inside.now();
    }

    @Override
    public void advance(Duration duration) throws Exception {
        inside.advance(duration);
    }

    @Override
    public Duration timeout() {
        return inside.timeout();
    }

    @Override
    public Optional<FaultProxy> network() {
        return inside.network();
    }

    @Override
    public OptionalLong ownerRecords() {
        return inside.ownerRecords();
    }

    @Override
    public void close() throws Exception {
        inside.close();
    }
}
