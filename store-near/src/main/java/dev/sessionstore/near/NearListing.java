package dev.sessionstore.near;

import dev.sessionstore.Listing;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists what is there. */
record NearListing(NearStore near, Listing behind) implements Listing {

    @Override
    public Stream<String> sids() {
        near.requireOpen();
        return behind.sids().peek(sid -> near.requireOpen());
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        near.requireOpen();
        return behind.expiresAt(sid);
    }

    @Override
    public long count() {
        near.requireOpen();
        return behind.count();
    }

    @Override
    public void clear() {
        near.writeMany(() -> {
            behind.clear();
            return true;
        });
    }
}
