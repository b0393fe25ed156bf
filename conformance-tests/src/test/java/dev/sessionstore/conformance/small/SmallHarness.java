package dev.sessionstore.conformance.small;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Opens stores on one {@link SmallBackend}. */
public final class SmallHarness implements StoreHarness {

    private final SmallBackend backend = new SmallBackend();
    private final SmallBackend neighbours = new SmallBackend(backend);
    private final Function<SmallBackend, ? extends Store> opener;

    public SmallHarness(Function<SmallBackend, ? extends Store> opener) {
        this.opener = opener;
    }

    @Override
    public Store open() {
        return opener.apply(backend);
    }

    @Override
    public Optional<Store> openNeighbour() {
        return Optional.of(opener.apply(neighbours));
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
    public OptionalLong ownerRecords() {
        return OptionalLong.of(backend.ownerRecords());
    }

    @Override
    public void close() {}
}
