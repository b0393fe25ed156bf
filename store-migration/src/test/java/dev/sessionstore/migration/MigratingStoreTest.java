package dev.sessionstore.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigratingStoreTest {

    private static final Duration LIFE = Duration.ofMinutes(30);

    private final MovableClock clock = new MovableClock();
    private final MemoryStore from =
            MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
    private final MemoryStore to =
            MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
    private final List<Store> opened = new ArrayList<>(List.of(from, to));

    @AfterEach
    void closeAll() {
        opened.forEach(Store::close);
    }

    private MigratingStore start(Duration pause) {
        MigratingStore migrating =
                MigratingStore.builder(from, to).clock(clock).pause(pause).start();
        opened.add(0, migrating);
        return migrating;
    }

    private Instant later() {
        return clock.instant().plus(LIFE);
    }

    @Test
    void everySessionArrivesWithItsTextAndItsExpiry() throws Exception {
        for (int i = 0; i < 1000; i++) {
            from.set("sid" + i, "{\"n\":" + i + "}", clock.instant().plusSeconds(60 + i));
        }
        MigratingStore migrating = start(Duration.ZERO);

        assertThat(migrating.awaitDone(Duration.ofSeconds(20))).isTrue();

        assertThat(migrating.progress()).isEqualTo(new Progress(Progress.State.DONE, 1000, 1000, 0, null));
        assertThat(from.listing().orElseThrow().count()).isZero();
        for (int i = 0; i < 1000; i++) {
            assertThat(to.get("sid" + i)).contains("{\"n\":" + i + "}");
            assertThat(to.listing().orElseThrow().expiresAt("sid" + i))
                    .contains(clock.instant().plusSeconds(60 + i));
        }
    }

    @Test
    void aSessionThatIsDestroyedWhileItIsInTheOldStoreIsNotCreatedByANodeThatReadItBefore() {
        from.set("sid", "{}", later());
        MigratingStore migrating = start(Duration.ofDays(1));

        assertThat(migrating.destroy("sid")).isTrue();

        assertThat(to.conditionalWrites().orElseThrow().create("sid", "{}", later()))
                .as("a late create by another node")
                .isFalse();
        assertThat(migrating.get("sid")).isEmpty();
        assertThat(migrating.destroy("sid")).isFalse();
        assertThat(migrating.touch("sid", later())).isFalse();
        assertThat(migrating.listing().orElseThrow().sids()).doesNotContain("sid");
    }

    @Test
    void nothingButTheNewStoreIsAskedOnceTheMoveIsOver() throws Exception {
        MigratingStore migrating = start(Duration.ZERO);
        assertThat(migrating.awaitDone(Duration.ofSeconds(20))).isTrue();
        from.close();

        migrating.set("sid", "{}", later());

        assertThat(migrating.get("sid")).contains("{}");
        assertThat(migrating.touch("sid", later())).isTrue();
        assertThat(migrating.destroy("sid")).isTrue();
        clock.advance(Migration.TOMBSTONE_LIFE.plusSeconds(1));
        assertThat(to.listing().orElseThrow().count()).as("tombstone").isZero();
    }

    @Test
    void concurrentChangesOnTwoNodesAreAllKeptWhileTheCopyRuns() throws Exception {
        int sessions = 200;
        for (int i = 0; i < sessions; i++) {
            from.set("sid" + i, "0", later());
        }
        List<MigratingStore> nodes = List.of(start(Duration.ofNanos(50_000)), start(Duration.ofNanos(50_000)));
        inParallel(8, worker -> {
            ConditionalWrites node = nodes.get(worker % 2).conditionalWrites().orElseThrow();
            for (int i = 0; i < sessions; i++) {
                increment(nodes.get(worker % 2), node, "sid" + i);
            }
        });

        for (int i = 0; i < sessions; i++) {
            assertThat(nodes.get(i % 2).get("sid" + i)).as("sid" + i).contains("8");
        }
        assertThat(nodes.get(0).awaitDone(Duration.ofSeconds(20))).isTrue();
        assertThat(to.listing().orElseThrow().count()).isEqualTo(sessions);
    }

    @Test
    void eachSessionIsDestroyedByExactlyOneOfManyAndStaysDestroyed() throws Exception {
        int sessions = 300;
        for (int i = 0; i < sessions; i++) {
            from.set("sid" + i, "{}", later());
        }
        List<MigratingStore> nodes = List.of(start(Duration.ZERO), start(Duration.ZERO));
        ConcurrentHashMap<String, Integer> destroyed = new ConcurrentHashMap<>();
        inParallel(6, worker -> {
            for (int i = 0; i < sessions; i++) {
                String sid = "sid" + i;
                nodes.get(worker % 2).get(sid);
                if (nodes.get(worker % 2).destroy(sid)) {
                    destroyed.merge(sid, 1, Integer::sum);
                }
                assertThat(nodes.get(worker % 2).get(sid)).as(sid).isEmpty();
            }
        });

        assertThat(destroyed)
                .hasSize(sessions)
                .allSatisfy((sid, times) -> assertThat(times).isEqualTo(1));
        assertThat(nodes.get(0).listing().orElseThrow().count()).isZero();
    }

    @Test
    void theTextOfAGravestoneIsRefusedAsData() {
        MigratingStore migrating = start(Duration.ZERO);

        assertThatThrownBy(() -> migrating.set("sid", Migration.TOMBSTONE, later()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("reserved");
        assertThat(migrating.get("sid")).isEmpty();
    }

    @Test
    void aSessionThatTheNewStoreRefusesStaysReadableAndIsReportedAndTheOthersArrive() {
        from.set("good", "{}", later());
        from.set("large", "{\"much\":true}", later());
        Store small = intercepting(to, "conditionalWrites", () -> {
            ConditionalWrites writes = to.conditionalWrites().orElseThrow();
            return Optional.of(Intercepting.method(ConditionalWrites.class, writes, "create", arguments -> {
                if (arguments[1].toString().length() > 2) {
                    throw new StoreException("too large");
                }
                return writes.create((String) arguments[0], (String) arguments[1], (Instant) arguments[2]);
            }));
        });
        MigratingStore migrating =
                MigratingStore.builder(from, small).clock(clock).start();
        opened.add(0, migrating);

        await().until(() -> migrating.progress().state() == Progress.State.WAITING);

        assertThat(migrating.progress().refused()).isEqualTo(1);
        assertThat(migrating.progress().problem()).contains("too large").doesNotContain("much");
        assertThat(migrating.get("large")).contains("{\"much\":true}");
        assertThat(migrating.get("good")).contains("{}");
        assertThat(from.get("good")).isEmpty();
    }

    @Test
    void theCopyWaitsForAStoreThatIsAwayAndThenGoesOn() throws Exception {
        from.set("sid", "{}", later());
        AtomicInteger calls = new AtomicInteger();
        Store shaky = intercepting(from, "listing", () -> {
            Listing listing = from.listing().orElseThrow();
            return Optional.of(Intercepting.method(Listing.class, listing, "sids", arguments -> {
                // The first is the look before the move.
                int call = calls.incrementAndGet();
                if (call == 2 || call == 3) {
                    throw new StoreUnavailableException("away");
                }
                return listing.sids();
            }));
        });
        MigratingStore migrating =
                MigratingStore.builder(shaky, to).clock(clock).start();
        opened.add(0, migrating);

        assertThat(migrating.awaitDone(Duration.ofSeconds(20))).isTrue();
        assertThat(calls).hasValueGreaterThan(3);
        assertThat(to.get("sid")).contains("{}");
    }

    private static Store intercepting(Store store, String method, Supplier<Object> answer) {
        return Intercepting.method(Store.class, store, method, arguments -> answer.get());
    }

    @Test
    void aMoveBetweenTwoViewsOfTheSameSessionsIsRefusedAndNothingIsLost() {
        from.set("sid", "{}", later());
        Store view = intercepting(from, "none", Optional::empty);

        assertThatThrownBy(() -> MigratingStore.builder(view, from).clock(clock).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same sessions");

        assertThat(from.get("sid")).contains("{}");
        assertThat(from.listing().orElseThrow().sids()).containsExactly("sid");
    }

    @Test
    void aStoreThatLacksAnAbilityIsRefusedByName() {
        assertThatThrownBy(() -> MigratingStore.builder(from, from).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("from and to are the same store");
        assertThatThrownBy(() -> MigratingStore.builder(from, to).pause(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pause");
    }

    @Test
    void closeEndsTheCopyAndItsThreadAndLeavesTheStoresOpen() {
        for (int i = 0; i < 100; i++) {
            from.set("sid" + i, "{}", later());
        }
        MigratingStore migrating = start(Duration.ofMillis(20));

        migrating.close();

        assertThat(migrating.progress().state()).isEqualTo(Progress.State.CLOSED);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("sessionstore-migration"));
        long left = from.listing().orElseThrow().count();
        assertThat(left + to.listing().orElseThrow().count()).isEqualTo(100);
        assertThatThrownBy(() -> migrating.get("sid1")).isInstanceOf(IllegalStateException.class);
    }

    private void increment(Store store, ConditionalWrites writes, String sid) {
        WriteOutcome outcome;
        do {
            String count = store.get(sid).orElseThrow();
            outcome = writes.replace(sid, count, String.valueOf(Integer.parseInt(count) + 1), later());
        } while (outcome == WriteOutcome.CHANGED);
        assertThat(outcome).isEqualTo(WriteOutcome.WRITTEN);
    }

    private interface Work {
        void run(int worker) throws Exception;
    }

    private static void inParallel(int workers, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int worker = i;
                tasks.add(() -> {
                    work.run(worker);
                    return null;
                });
            }
            for (Future<Void> result : threads.invokeAll(tasks)) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
