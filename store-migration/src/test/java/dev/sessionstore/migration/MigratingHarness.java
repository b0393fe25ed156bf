package dev.sessionstore.migration;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreHarness;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Opens stores that migrate from one MemoryStore to another, on a clock that the suite moves. */
final class MigratingHarness implements StoreHarness {

    private final MovableClock clock = new MovableClock();
    private final BiFunction<MemoryStore, MemoryStore, UnaryOperator<MigratingStore.Builder>> options;
    private final List<MemoryStore> stores = new ArrayList<>();
    private final boolean sendBack;

    private MigratingHarness(
            boolean sendBack, BiFunction<MemoryStore, MemoryStore, UnaryOperator<MigratingStore.Builder>> options) {
        this.sendBack = sendBack;
        this.options = options;
    }

    /** The migration ends at once, since there is nothing to move. */
    static MigratingHarness ofAnEmptyStore() {
        return new MigratingHarness(false, (from, to) -> builder -> builder);
    }

    /** The migration never ends, and every session is in the old store again before each call. */
    static MigratingHarness withEachSessionStillInTheOldStore() {
        return new MigratingHarness(true, (from, to) -> builder -> builder.pause(Duration.ofDays(1)));
    }

    @Override
    public Store open() throws InterruptedException {
        MemoryStore from = newStore();
        MemoryStore to = newStore();
        if (sendBack) {
            // Something to move, so that the copy does not find the old store empty and end.
            from.set("first", "{}", clock.instant().plusSeconds(60));
        }
        MigratingStore migrating = options.apply(from, to)
                .apply(MigratingStore.builder(from, to).clock(clock))
                .start();
        if (!sendBack) {
            migrating.awaitDone(Duration.ofSeconds(10));
            return migrating;
        }
        while (from.get("first").isPresent()) {
            Thread.onSpinWait();
        }
        to.destroy("first");
        return new SentBack(from, to, migrating);
    }

    private MemoryStore newStore() {
        MemoryStore store =
                MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
        stores.add(store);
        return store;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void advance(Duration duration) {
        clock.advance(duration);
    }

    @Override
    public void close() {
        stores.forEach(MemoryStore::close);
    }
}
