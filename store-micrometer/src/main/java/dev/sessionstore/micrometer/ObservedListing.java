package dev.sessionstore.micrometer;

import dev.sessionstore.Listing;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists when it is called to, and never for a meter. */
record ObservedListing(Calls calls, Listing behind) implements Listing {

    @Override
    public Stream<String> sids() {
        return ObservedSids.of(calls, Operation.LIST, behind::sids);
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        return calls.make(Operation.EXPIRES_AT, () -> behind.expiresAt(sid), Outcome::ofRead);
    }

    @Override
    public long count() {
        return calls.make(Operation.COUNT, behind::count, count -> Outcome.DONE);
    }

    @Override
    public void clear() {
        calls.make(Operation.CLEAR, behind::clear);
    }
}
