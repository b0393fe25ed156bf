package dev.sessionstore.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.LogCapture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A migration at the same moment as something else. */
class MigrationRacesTest {

    private final MemoryStore from =
            MemoryStore.builder().sweepEvery(Duration.ZERO).build();
    private final MemoryStore to =
            MemoryStore.builder().sweepEvery(Duration.ZERO).build();

    @AfterEach
    void closeAll() {
        from.close();
        to.close();
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofMinutes(30));
    }

    @Test
    void aListenerOfTheOldStoreMayCloseTheMoveFromTheThreadThatMoves() {
        for (int i = 0; i < 20; i++) {
            from.set("sid" + i, "{}", later());
        }
        AtomicReference<MigratingStore> migrating = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        from.on(StoreEvent.Destroyed.class, event -> {
            awaitUninterrupted(started);
            migrating.get().close();
            closed.countDown();
        });
        migrating.set(MigratingStore.builder(from, to).start());
        started.countDown();

        await().atMost(Duration.ofSeconds(10)).until(() -> closed.getCount() == 0);

        await().until(() -> migrating.get().progress().state() == Progress.State.CLOSED);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("sessionstore-migration")));
        assertThat(from.listing().orElseThrow().count()
                        + to.listing().orElseThrow().count())
                .isEqualTo(20);
    }

    @Test
    void clearIsNotUndoneByASessionThatIsJustBeingMoved() throws Exception {
        from.set("sid", "{}", later());
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Function<Object[], Object> held = arguments -> {
            Optional<Instant> expiresAt = from.listing().orElseThrow().expiresAt((String) arguments[0]);
            read.countDown();
            awaitUninterrupted(goOn);
            return expiresAt;
        };
        Store slow = Intercepting.listing(from, "expiresAt", held);
        try (MigratingStore migrating =
                MigratingStore.builder(slow, to).timeout(Duration.ofMinutes(1)).start()) {
            try {
                assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
                migrating.listing().orElseThrow().clear();
            } finally {
                goOn.countDown();
            }
            assertThat(migrating.awaitDone(Duration.ofSeconds(20))).isTrue();

            assertThat(migrating.get("sid")).isEmpty();
            assertThat(migrating.listing().orElseThrow().sids()).isEmpty();
        }
    }

    @Test
    void aReadThatFoundNothingInTheNewStoreYetFindsWhatWasMovedMeanwhileToTheEnd() {
        from.set("sid", "{}", later());
        CountDownLatch goOn = new CountDownLatch(1);
        Store slow = Intercepting.listing(from, "expiresAt", arguments -> {
            awaitUninterrupted(goOn);
            return from.listing().orElseThrow().expiresAt((String) arguments[0]);
        });
        AtomicReference<MigratingStore> migrating = new AtomicReference<>();
        Store late = Intercepting.method(Store.class, to, "get", arguments -> {
            Optional<String> found = to.get((String) arguments[0]);
            goOn.countDown();
            awaitDone(migrating.get());
            return found;
        });
        try (MigratingStore opened = MigratingStore.builder(slow, late).start()) {
            migrating.set(opened);
            assertThat(opened.get("sid")).hasValue("{}");
        }
    }

    @Test
    void onceTheOldStoreIsEmptyItMayBeClosed() {
        for (String sid : List.of("a", "b", "c")) {
            from.set(sid, "{}", later());
        }
        try (MigratingStore migrating = MigratingStore.builder(from, to).start()) {
            awaitDone(migrating);
            from.close();
            assertThat(migrating.get("a")).hasValue("{}");
            assertThat(migrating.touch("a", later())).isTrue();
            assertThat(migrating.destroy("b")).isTrue();
            migrating.set("d", "{}", later());
            assertThat(migrating.conditionalWrites().orElseThrow().create("e", "{}", later()))
                    .isTrue();
            assertThat(migrating.listing().orElseThrow().sids()).containsExactlyInAnyOrder("a", "c", "d", "e");
            assertThat(migrating.listing().orElseThrow().expiresAt("none")).isEmpty();
            migrating.listing().orElseThrow().clear();
            assertThat(migrating.listing().orElseThrow().count()).isZero();
        }
    }

    private static void awaitDone(MigratingStore migrating) {
        try {
            assertThat(migrating.awaitDone(Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void sessionsThatStayInTheOldStoreAreNotLoggedInEveryRound() {
        for (int i = 0; i < 5; i++) {
            from.set(i + "refused", "{}", later());
        }
        AtomicInteger rounds = new AtomicInteger();
        Store counting = Intercepting.listing(from, "sids", none -> {
            rounds.incrementAndGet();
            return from.listing().orElseThrow().sids();
        });
        ConditionalWrites refusing = Intercepting.method(
                ConditionalWrites.class, to.conditionalWrites().orElseThrow(), "create", arguments -> {
                    throw new StoreException("too large");
                });
        Store small = Intercepting.method(Store.class, to, "conditionalWrites", none -> Optional.of(refusing));
        try (LogCapture log = LogCapture.of(CopyReport.class);
                MigratingStore migrating =
                        MigratingStore.builder(counting, small).start()) {
            await().until(() -> rounds.get() >= 4);

            assertThat(migrating.progress().refused()).isEqualTo(5);
            assertThat(log.messages())
                    .hasSizeBetween(1, 2)
                    .allMatch(line -> line.contains("too large"))
                    .last(STRING)
                    .contains("old store: 5");
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
