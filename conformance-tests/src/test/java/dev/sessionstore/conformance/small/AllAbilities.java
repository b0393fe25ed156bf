package dev.sessionstore.conformance.small;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Guarantee;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.Sweeping;
import java.util.Optional;
import java.util.Set;

/** A shared and durable store that implements every ability itself. */
public interface AllAbilities extends Store, ConditionalWrites, Listing, Sweeping {

    @Override
    default Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(this);
    }

    @Override
    default Optional<Listing> listing() {
        return Optional.of(this);
    }

    @Override
    default Optional<Sweeping> sweeping() {
        return Optional.of(this);
    }

    @Override
    default Set<Guarantee> guarantees() {
        return Set.of(Guarantee.SHARED, Guarantee.DURABLE, Guarantee.EXPIRED_EVENTS);
    }

    @Override
    default long count() {
        return sids().count();
    }
}
