package dev.sessionstore.near;

import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import java.time.Duration;

/** A store that reports changes: a copy is fresh while the reports lag behind by no more than the lease. */
final class WatchedSource implements Source {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final Watch watch;
    private final long lease;

    WatchedSource(Watch watch, Duration lease) {
        this.watch = watch;
        this.lease = lease.toNanos();
    }

    @Override
    public Reading read(String sid) {
        return watch.read(sid);
    }

    @Override
    public boolean isProven() {
        return watch.lagNanos() <= lease;
    }

    @Override
    public Duration longest() {
        return LONGEST;
    }

    @Override
    public void close() {
        watch.close();
    }
}
