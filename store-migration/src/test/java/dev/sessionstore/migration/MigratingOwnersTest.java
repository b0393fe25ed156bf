package dev.sessionstore.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose sessions there are, while they are moved. */
class MigratingOwnersTest {

    private static final Duration LIFE = Duration.ofHours(3);

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

    private MigratingStore start(Store old, Store target, Duration pause) {
        MigratingStore migrating = MigratingStore.builder(old, target)
                .clock(clock)
                .pause(pause)
                .timeout(Duration.ofMinutes(1))
                .start();
        opened.add(0, migrating);
        return migrating;
    }

    private MigratingStore startAndFinish() throws InterruptedException {
        MigratingStore migrating = start(from, to, Duration.ZERO);
        assertThat(migrating.awaitDone(Duration.ofSeconds(20))).isTrue();
        return migrating;
    }

    private Instant later() {
        return clock.instant().plus(LIFE);
    }

    private void login(Store store, String sid) {
        owners(store).bind(sid, "zoe", later());
        store.set(sid, "{}", later());
    }

    private static Owners owners(Store store) {
        return store.owners().orElseThrow();
    }

    private List<String> loginInOld(int sessions) {
        List<String> sids =
                IntStream.range(0, sessions).mapToObj(i -> "s" + (i * 7) % 100).toList();
        sids.forEach(sid -> login(from, sid));
        return sids;
    }

    @Test
    void sessionsStayListedInTheirOrderOnceTheyAreMovedAndNewOnesFollow() throws Exception {
        List<String> sids = loginInOld(30);
        owners(from).bind("max's", "max", later());
        from.set("max's", "{}", later());
        MigratingStore migrating = startAndFinish();
        for (int i = 0; i < 3; i++) {
            assertThat(owners(migrating).sids("zoe")).containsExactlyElementsOf(sids);
            clock.advance(Duration.ofMinutes(2));
        }
        login(migrating, "new");
        owners(migrating).bind(sids.get(3), "zoe", later());
        List<String> expected = new ArrayList<>(sids);
        expected.add("new");
        assertThat(owners(migrating).sids("zoe")).as("each once").containsExactlyElementsOf(expected);
        assertThat(owners(migrating).sids("max")).containsExactly("max's");
    }

    @Test
    void sessionsThatAreBoundAndNotMovedYetAreListed() {
        loginInOld(0);
        from.set("before owners", "{}", later());
        from.set("first", "{}", later());
        MigratingStore migrating = start(from, to, Duration.ofDays(1));
        owners(migrating).bind("before owners", "zoe", later());
        owners(migrating).bind("first", "zoe", later());
        for (int i = 0; i < 3; i++) {
            assertThat(owners(migrating).sids("zoe")).containsExactly("before owners", "first");
            clock.advance(Duration.ofMinutes(2));
        }
    }

    @Test
    void unbindRemovesTheEntriesOfBoth() throws Exception {
        loginInOld(3);
        MigratingStore migrating = startAndFinish();
        owners(migrating).bind("s7", "zoe", later());
        assertThat(owners(migrating).unbind("s7", "zoe")).isTrue();
        assertThat(owners(migrating).unbind("s7", "zoe")).isFalse();
        assertThat(owners(migrating).unbind("s0", "zoe"))
                .as("in the old index only")
                .isTrue();
        assertThat(owners(migrating).sids("zoe")).containsExactly("s14");
        assertThat(migrating.get("s7")).isPresent();
    }

    @Test
    void destroyAllLeavesNothingWhereverASessionIsAndATombstoneIsNotListed() {
        List<String> sids = loginInOld(40);
        Queue<String> destroyed = new ConcurrentLinkedQueue<>();
        MigratingStore migrating = start(from, to, Duration.ofDays(1));
        migrating.on(StoreEvent.Destroyed.class, event -> destroyed.add(event.sid()));
        sids.subList(0, 10).forEach(sid -> migrating.touch(sid, later()));
        login(migrating, "new");

        assertThat(owners(migrating).destroyAll("zoe", Set.of("s7", "new"))).isEqualTo(39);

        assertThat(destroyed).hasSize(39).doesNotHaveDuplicates().doesNotContain("s7", "new");
        assertThat(owners(migrating).sids("zoe")).containsExactly("s7", "new");
        assertThat(migrating.listing().orElseThrow().sids()).containsExactlyInAnyOrder("s7", "new");
        assertThat(to.conditionalWrites().orElseThrow().create("s14", "{}", later()))
                .as("a late copy by another node")
                .isFalse();
        clock.advance(Duration.ofMinutes(2));
        assertThat(owners(migrating).sids("zoe")).containsExactly("s7", "new");
        assertThat(owners(migrating).unbind("s14", "zoe")).as("a dead entry").isFalse();
    }

    @Test
    void destroyAllIsNotUndoneByASessionThatIsJustBeingCopied() throws Exception {
        login(from, "sid");
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Function<Object[], Object> held = arguments -> {
            Optional<Instant> expiresAt = from.listing().orElseThrow().expiresAt((String) arguments[0]);
            if (calls.getAndIncrement() == 0) {
                read.countDown();
                awaitUninterrupted(goOn);
            }
            return expiresAt;
        };
        MigratingStore migrating = start(Intercepting.listing(from, "expiresAt", held), to, Duration.ZERO);
        try {
            assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(owners(migrating).destroyAll("zoe", Set.of())).isOne();
        } finally {
            goOn.countDown();
        }
        assertThat(migrating.awaitDone(Duration.ofSeconds(20))).isTrue();
        assertThat(migrating.get("sid")).isEmpty();
        assertThat(owners(migrating).sids("zoe")).isEmpty();
    }

    @Test
    void aSessionThatTheNewStoreRefusesIsListedAndDestroyedInTheOldOne() {
        loginInOld(3);
        ConditionalWrites refusing = Intercepting.method(
                ConditionalWrites.class, to.conditionalWrites().orElseThrow(), "create", arguments -> {
                    if (arguments[0].equals("s7")) {
                        throw new StoreException("too large");
                    }
                    return to.conditionalWrites()
                            .orElseThrow()
                            .create((String) arguments[0], (String) arguments[1], (Instant) arguments[2]);
                });
        Store small = Intercepting.method(Store.class, to, "conditionalWrites", none -> Optional.of(refusing));
        MigratingStore migrating = start(from, small, Duration.ofDays(1));
        Queue<String> destroyed = new ConcurrentLinkedQueue<>();
        migrating.on(StoreEvent.Destroyed.class, event -> destroyed.add(event.sid()));
        assertThat(owners(migrating).sids("zoe")).containsExactly("s0", "s7", "s14");
        assertThat(owners(migrating).destroyAll("zoe", Set.of())).isEqualTo(3);
        assertThat(destroyed).containsExactlyInAnyOrder("s0", "s7", "s14");
        assertThat(from.get("s7")).isEmpty();
        assertThat(migrating.get("s7")).isEmpty();
    }

    @Test
    void manyNodesDestroyEachSessionOnceWhileTheCopyRunsAndOthersLogIn() throws Exception {
        int sessions = 300;
        IntStream.range(0, sessions).forEach(i -> login(from, "old" + i));
        List<MigratingStore> nodes =
                List.of(start(from, to, Duration.ofNanos(50_000)), start(from, to, Duration.ofNanos(50_000)));
        Queue<String> destroyed = new ConcurrentLinkedQueue<>();
        nodes.forEach(node -> node.on(StoreEvent.Destroyed.class, event -> destroyed.add(event.sid())));
        AtomicInteger count = new AtomicInteger();
        List<Callable<Void>> work = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            MigratingStore node = nodes.get(t % 2);
            int thread = t;
            work.add(() -> {
                count.addAndGet(owners(node).destroyAll("zoe", Set.of("old7")));
                return null;
            });
            work.add(() -> {
                IntStream.range(0, 50).forEach(i -> login(node, "new" + thread + "-" + i));
                return null;
            });
        }
        inParallel(work);
        assertThat(nodes.get(0).awaitDone(Duration.ofSeconds(20))).isTrue();
        assertThat(destroyed).doesNotHaveDuplicates().doesNotContain("old7").hasSize(count.get());
        assertThat(destroyed.stream().filter(sid -> sid.startsWith("old"))).hasSize(sessions - 1);
        assertThat(owners(nodes.get(1)).sids("zoe").toList())
                .as("what was logged in meanwhile is gone or listed")
                .containsExactlyInAnyOrderElementsOf(
                        nodes.get(0).listing().orElseThrow().sids().toList());
    }

    @Test
    void noLiveSessionIsMissedWhileTheCopyRuns() throws Exception {
        List<String> sids = IntStream.range(0, 300).mapToObj(i -> "s" + i).toList();
        sids.forEach(sid -> login(from, sid));
        MigratingStore migrating = start(from, to, Duration.ofNanos(20_000));
        int listings = 0;
        while (migrating.progress().state() != Progress.State.DONE || listings < 3) {
            assertThat(owners(migrating).sids("zoe")).containsExactlyElementsOf(sids);
            listings++;
        }
    }

    @Test
    void onceTheOldStoreIsClosedTheNewIndexCountsAlone() throws Exception {
        loginInOld(3);
        MigratingStore migrating = startAndFinish();
        owners(migrating).bind("s7", "zoe", later());
        from.close();
        assertThat(owners(migrating).sids("zoe")).as("bound again meanwhile").containsExactly("s7");
        assertThat(owners(migrating).unbind("s0", "zoe")).isFalse();
        assertThat(owners(migrating).destroyAll("zoe", Set.of())).isOne();
        migrating.close();
        assertThatThrownBy(() -> owners(migrating).sids("zoe")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOldStoreThatIsClosedBeforeTheEndIsAnError() {
        loginInOld(30);
        MigratingStore migrating = start(from, to, Duration.ofDays(1));
        Owners owners = owners(migrating);
        from.close();
        assertThatThrownBy(() -> owners.sids("zoe").toList()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> owners.destroyAll("zoe", Set.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void thereIsAnIndexOnlyWhenBothStoresHaveOne() {
        Store without = Intercepting.method(Store.class, from, "owners", none -> Optional.empty());
        assertThat(start(without, to, Duration.ZERO).owners()).isEmpty();
        Store plain = Intercepting.method(Store.class, to, "owners", none -> Optional.empty());
        assertThat(start(from, plain, Duration.ZERO).owners()).isEmpty();
        assertThat(start(from, to, Duration.ZERO).owners()).isPresent();
    }

    private static void inParallel(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> one : threads.invokeAll(work)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
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
