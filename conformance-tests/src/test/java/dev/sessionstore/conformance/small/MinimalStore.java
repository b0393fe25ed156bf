package dev.sessionstore.conformance.small;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Sweeping;
import dev.sessionstore.Watching;
import java.util.Optional;
import java.util.Set;

/** A correct store that promises nothing beyond the contract; each has data of its own. */
final class MinimalStore extends SmallStore {

    MinimalStore(SmallBackend clock) {
        super(new SmallBackend(clock));
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.empty();
    }

    @Override
    public Optional<Listing> listing() {
        return Optional.empty();
    }

    @Override
    public Optional<Sweeping> sweeping() {
        return Optional.empty();
    }

    @Override
    public Optional<Owners> owners() {
        return Optional.empty();
    }

    @Override
    public Optional<Watching> watching() {
        return Optional.empty();
    }

    @Override
    public Set<Guarantee> guarantees() {
        return Set.of();
    }
}
