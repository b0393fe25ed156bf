package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Guarantee;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.Expired;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedMemoryStoreTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock();
    private final MemoryStore store = MemoryStore.builder()
            .clock(clock)
            .sweepEvery(Duration.ZERO)
            .maxSessions(3)
            .build();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void onlyABoundedStoreMayEvict() {
        assertThat(store.guarantees()).containsExactlyInAnyOrder(Guarantee.MAY_EVICT, Guarantee.EXPIRED_EVENTS);
        try (MemoryStore unbounded = MemoryStore.builder().build()) {
            assertThat(unbounded.guarantees()).containsExactly(Guarantee.EXPIRED_EVENTS);
        }
    }

    @Test
    void theOneWrittenLongestAgoGoesFirst() {
        set("a", "b", "c", "d");
        assertThat(sids()).containsExactlyInAnyOrder("b", "c", "d");
        set("e", "f");
        assertThat(sids()).containsExactlyInAnyOrder("d", "e", "f");
    }

    @Test
    void readingIsAUse() {
        set("a", "b", "c");
        store.get("a");
        set("d");
        assertThat(sids()).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void touchingIsAUse() {
        set("a", "b", "c");
        store.touch("a", clock.in(HOUR));
        set("d");
        assertThat(sids()).containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void writingAnewIsAUseAndEvictsNobody() {
        set("a", "b", "c", "a");
        assertThat(sids()).containsExactlyInAnyOrder("a", "b", "c");
        store.conditionalWrites().orElseThrow().replace("b", "1", "2", clock.in(HOUR));
        set("d");
        assertThat(sids()).containsExactlyInAnyOrder("a", "b", "d");
    }

    @Test
    void aWriteThatDidNotHappenAndALookFromOutsideAreNoUse() {
        set("a", "b", "c");
        store.conditionalWrites().orElseThrow().create("a", "2", clock.in(HOUR));
        store.conditionalWrites().orElseThrow().replace("a", "other", "2", clock.in(HOUR));
        store.listing().orElseThrow().expiresAt("a");
        assertThat(sids()).contains("a");
        set("d");
        assertThat(sids()).containsExactlyInAnyOrder("b", "c", "d");
    }

    @Test
    void aDestroyedSessionMakesRoom() {
        set("a", "b", "c");
        store.destroy("b");
        set("d");
        assertThat(sids()).containsExactlyInAnyOrder("a", "c", "d");
        store.listing().orElseThrow().clear();
        set("e", "f", "g");
        assertThat(sids()).containsExactlyInAnyOrder("e", "f", "g");
    }

    @Test
    void noEventTellsOfAnEviction() {
        List<StoreEvent> published = new ArrayList<>();
        store.on(StoreEvent.class, published::add);
        set("a", "b", "c", "d");
        assertThat(published).containsExactly(new Saved("a"), new Saved("b"), new Saved("c"), new Saved("d"));
        clock.advance(HOUR);
        store.sweeping().orElseThrow().sweep(10);
        assertThat(published.subList(4, published.size()))
                .containsExactly(new Expired("b"), new Expired("c"), new Expired("d"));
    }

    @Test
    void whatIsExpiredGoesBeforeWhatIsAliveAndIsTold() {
        List<StoreEvent> published = new ArrayList<>();
        set("old");
        store.set("expires", "1", clock.in(Duration.ofSeconds(1)));
        set("new");
        clock.advance(Duration.ofSeconds(1));
        store.on(StoreEvent.class, published::add);
        set("newer");
        assertThat(sids()).containsExactlyInAnyOrder("old", "new", "newer");
        assertThat(published).containsExactlyInAnyOrder(new Saved("newer"), new Expired("expires"));
        assertThat(store.sweeping().orElseThrow().sweep(10)).isZero();
    }

    @Test
    void theSessionJustWrittenStaysEvenInAStoreForOne() {
        try (MemoryStore one = MemoryStore.builder().clock(clock).maxSessions(1).build()) {
            for (String sid : List.of("a", "b", "c")) {
                one.set(sid, "1", clock.in(HOUR));
                assertThat(one.get(sid)).contains("1");
            }
            assertThat(one.listing().orElseThrow().count()).isEqualTo(1);
        }
    }

    @Test
    void aBoundOfNothingIsRefused() {
        for (int bound : new int[] {0, -1}) {
            assertThatThrownBy(() -> MemoryStore.builder().maxSessions(bound))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("maxSessions", "" + bound);
        }
    }

    @Test
    void theBoundHoldsAfterManyThreadsWrote() throws Exception {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int offset = t;
                running.add(pool.submit(() -> IntStream.range(0, 5000).forEach(i -> {
                    String sid = "s" + (i * 7 + offset) % 11;
                    switch ((i + offset) % 4) {
                        case 0 -> store.destroy(sid);
                        case 1 -> store.get(sid);
                        default -> store.set(sid, "1", clock.in(HOUR));
                    }
                })));
            }
            for (Future<?> done : running) {
                done.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(sids().size()).isBetween(1, 3);
        set("x", "y", "z");
        assertThat(sids()).containsExactlyInAnyOrder("x", "y", "z");
    }

    private void set(String... sids) {
        for (String sid : sids) {
            store.set(sid, "1", clock.in(HOUR));
        }
    }

    private List<String> sids() {
        return store.listing().orElseThrow().sids().toList();
    }
}
