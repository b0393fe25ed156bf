package dev.sessionstore.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Migrations between stores that are nested, slow, or list what they do not return. */
class MigrationTroubleTest {

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

    private MigratingStore start(MigratingStore.Builder builder) {
        MigratingStore migrating = builder.clock(clock).start();
        opened.add(0, migrating);
        return migrating;
    }

    private Instant later() {
        return clock.instant().plus(Duration.ofMinutes(30));
    }

    @Test
    void aMoveIntoAPrefixBelowTheOldOneIsRefusedAndNothingIsLost() {
        Store outer = new Prefixed(from, "sess:");
        for (int i = 0; i < 10; i++) {
            outer.set("sid" + i, "{}", later());
        }

        assertThatThrownBy(() -> start(MigratingStore.builder(outer, new Prefixed(from, "sess:v2:"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("begin with v2:");

        assertThat(outer.listing().orElseThrow().sids()).hasSize(10).allMatch(sid -> sid.startsWith("sid"));
    }

    @Test
    void aMoveOutOfANestedPrefixOrBesideAnotherArrives() throws Exception {
        for (String prefix : List.of("sess:", "other:", "sess-v2:")) {
            Store inner = new Prefixed(from, "sess:v2:");
            inner.set("sid", "{}", later());
            Store target = new Prefixed(from, prefix);

            assertThat(start(MigratingStore.builder(inner, target)).awaitDone(Duration.ofSeconds(20)))
                    .isTrue();

            assertThat(target.get("sid")).as(prefix).contains("{}");
            assertThat(inner.listing().orElseThrow().count()).isZero();
        }
    }

    @Test
    void aCountThatNeverAnswersDoesNotHoldTheMoveUp() throws Exception {
        from.set("sid", "{}", later());
        Store uncountable = Intercepting.listing(from, "count", none -> {
            throw new StoreUnavailableException("count did not answer in time");
        });

        MigratingStore migrating = start(MigratingStore.builder(uncountable, to));

        assertThat(migrating.awaitDone(Duration.ofSeconds(20))).isTrue();
        assertThat(migrating.progress()).isEqualTo(new Progress(Progress.State.DONE, 1, 1, 0, null));
    }

    @Test
    void aSessionThatIsListedWithoutDataIsReportedAndTheCopyRests() {
        from.set("good", "{}", later());
        from.set("without-data", "{}", later());
        AtomicInteger rounds = new AtomicInteger();
        Store counting = Intercepting.listing(from, "sids", none -> {
            rounds.incrementAndGet();
            return from.listing().orElseThrow().sids();
        });
        Store odd = Intercepting.method(
                Store.class,
                counting,
                "get",
                arguments -> arguments[0].equals("without-data") ? Optional.empty() : from.get((String) arguments[0]));
        MigratingStore migrating = start(MigratingStore.builder(odd, to));

        await().until(() -> migrating.progress().state() == Progress.State.WAITING);

        assertThat(migrating.progress().refused()).isEqualTo(1);
        assertThat(migrating.progress().moved()).isEqualTo(1);
        assertThat(migrating.progress().problem()).contains("does not return its data");
        int before = rounds.get();
        long began = System.nanoTime();
        await().until(() -> rounds.get() >= before + 3);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(900));
        assertThat(migrating.progress().moved()).isEqualTo(1);
    }

    @Test
    void severalSessionsMoveAtOnce() throws Exception {
        for (int i = 0; i < 12; i++) {
            from.set("sid" + i, "{}", later());
        }
        CyclicBarrier four = new CyclicBarrier(4);
        Store slow = Intercepting.listing(from, "expiresAt", arguments -> {
            try {
                four.await(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("fewer than four at once", e);
            }
            return from.listing().orElseThrow().expiresAt((String) arguments[0]);
        });

        MigratingStore migrating =
                start(MigratingStore.builder(slow, to).concurrency(4).timeout(Duration.ofSeconds(30)));

        assertThat(migrating.awaitDone(Duration.ofSeconds(30))).isTrue();
        assertThat(migrating.progress()).isEqualTo(new Progress(Progress.State.DONE, 12, 12, 0, null));
    }

    @Test
    void closeWaitsForTheSessionsThatAreBeingMovedAndBeginsNoMore() throws Exception {
        for (int i = 0; i < 50; i++) {
            from.set("sid" + i, "{}", later());
        }
        CountDownLatch two = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        Store held = Intercepting.listing(from, "expiresAt", arguments -> {
            two.countDown();
            Optional<Instant> expiresAt = from.listing().orElseThrow().expiresAt((String) arguments[0]);
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return expiresAt;
        });
        MigratingStore migrating =
                start(MigratingStore.builder(held, to).concurrency(2).timeout(Duration.ofMinutes(1)));
        Thread closer = new Thread(migrating::close);
        try {
            assertThat(two.await(20, TimeUnit.SECONDS)).as("two at once").isTrue();
            closer.start();
            await().until(() -> closer.getState() == Thread.State.WAITING);
        } finally {
            goOn.countDown();
        }
        closer.join();

        long arrived = to.listing().orElseThrow().count();
        assertThat(arrived).isBetween(2L, 3L);
        assertThat(from.listing().orElseThrow().count()).isEqualTo(50 - arrived);
        assertThat(migrating.progress().state()).isEqualTo(Progress.State.CLOSED);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("sessionstore-migration"));
    }

    @Test
    void theStepsOfACallShareOneTimeout() {
        from.set("sid", "{}", later());
        from.set("other", "{}", later());
        AtomicInteger steps = new AtomicInteger();
        Store slow = Intercepting.method(Store.class, from, "get", arguments -> {
            if (arguments[0].equals("sid")) {
                steps.incrementAndGet();
                long until = System.nanoTime() + 300_000_000;
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
            }
            return from.get((String) arguments[0]);
        });
        MigratingStore migrating = start(MigratingStore.builder(slow, to)
                .timeout(Duration.ofMillis(200))
                .concurrency(1)
                .pause(Duration.ofDays(1)));

        assertThatThrownBy(() -> migrating.touch("sid", later()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("200 ms");
        assertThatThrownBy(() -> migrating.destroy("sid")).isInstanceOf(StoreUnavailableException.class);

        assertThat(from.get("sid")).contains("{}");
        assertThat(to.get("sid")).isEmpty();
        assertThat(steps).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void theCopyOfADestroyedSessionThatArrivesMinutesLateDoesNotBringItBack() {
        from.set("first", "{}", later());
        from.set("sid", "{}", later());
        MigratingStore migrating = start(MigratingStore.builder(from, to).pause(Duration.ofDays(1)));
        migrating.destroy("sid");

        clock.advance(Duration.ofMinutes(19));

        assertThat(to.conditionalWrites().orElseThrow().create("sid", "{}", later()))
                .as("a create that another node gave up")
                .isFalse();
        assertThat(migrating.get("sid")).isEmpty();
    }

    @Test
    void optionsOutOfRangeAreRefusedByName() {
        MigratingStore.Builder builder = MigratingStore.builder(from, to);
        assertThatThrownBy(() -> builder.concurrency(0)).hasMessageContaining("concurrency is 0");
        assertThatThrownBy(() -> builder.concurrency(65)).hasMessageContaining("concurrency is 65");
        assertThatThrownBy(() -> builder.timeout(Duration.ZERO)).hasMessageContaining("timeout is PT0S");
        assertThatThrownBy(() -> builder.timeout(Duration.ofMinutes(2))).hasMessageContaining("timeout is PT2M");
    }
}
