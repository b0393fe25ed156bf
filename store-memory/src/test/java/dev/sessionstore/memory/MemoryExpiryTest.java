package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreEvent.Expired;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When sessions end, who removes them, and what is told; the store's own sweeper is off. */
class MemoryExpiryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock();
    private final MemoryStore store =
            MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
    private final ConditionalWrites conditional = store.conditionalWrites().orElseThrow();
    private final List<StoreEvent> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        store.on(StoreEvent.class, told::add);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aSessionIsReadableUntilItsExpiryAndGoneAtIt() {
        store.set("a", "1", clock.in(SECOND));
        clock.move(Duration.ofMillis(999));
        assertThat(store.get("a")).contains("1");
        clock.move(Duration.ofMillis(1));
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void anExpiryBetweenTwoMillisecondsIsNeverEarly() {
        store.set("a", "1", clock.in(SECOND.plusNanos(1)));
        clock.move(SECOND);
        assertThat(store.get("a")).contains("1");
        clock.move(Duration.ofMillis(1));
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void theLatestInstantIsKeptAsTheLatestMillisecond() {
        store.set("a", "1", Instant.MAX);
        store.touch("a", Instant.MAX);
        clock.move(Duration.ofDays(365_000));
        assertThat(sweep()).isZero();
        assertThat(store.get("a")).contains("1");
        assertThat(store.listing().orElseThrow().expiresAt("a")).contains(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @Test
    void theEarliestInstantRemoves() {
        store.set("a", "1", clock.in(SECOND));
        store.set("a", "2", Instant.MIN);
        assertThat(store.get("a")).isEmpty();
        assertThat(told).containsExactly(new Saved("a"), new Destroyed("a"));
    }

    @Test
    void whoMeetsAnExpiredSessionLeavesItToTheSweeper() {
        store.set("a", "1", clock.in(SECOND));
        clock.move(SECOND);
        told.clear();
        assertThat(store.get("a")).isEmpty();
        assertThat(store.touch("a", clock.in(HOUR))).isFalse();
        assertThat(store.touch("a", clock.instant())).isFalse();
        assertThat(store.destroy("a")).isFalse();
        assertThat(conditional.replace("a", "1", "2", clock.in(HOUR))).isEqualTo(WriteOutcome.GONE);
        store.set("a", "2", clock.instant());
        assertThat(conditional.create("a", "2", clock.instant())).isTrue();
        assertThat(told).isEmpty();
        assertThat(sweep()).isEqualTo(1);
        assertThat(told).containsExactly(new Expired("a"));
        assertThat(sweep()).isZero();
    }

    @Test
    void aSessionSetAnewAfterItsExpiryIsAliveAndEndsOnce() {
        store.set("a", "1", clock.in(SECOND));
        clock.move(SECOND);
        store.set("a", "2", clock.in(SECOND));
        assertThat(sweep()).isZero();
        assertThat(store.get("a")).contains("2");
        clock.move(SECOND);
        assertThat(sweep()).isEqualTo(1);
        assertThat(told).containsExactly(new Saved("a"), new Saved("a"), new Expired("a"));
    }

    @Test
    void aSessionCreatedAnewAfterItsExpiryIsAliveAndEndsOnce() {
        store.set("a", "1", clock.in(SECOND));
        clock.move(SECOND);
        assertThat(conditional.create("a", "2", clock.in(SECOND))).isTrue();
        assertThat(sweep()).isZero();
        assertThat(store.get("a")).contains("2");
        clock.move(SECOND);
        assertThat(sweep()).isEqualTo(1);
        assertThat(told).containsExactly(new Saved("a"), new Saved("a"), new Expired("a"));
    }

    @Test
    void sweepingReachesWhatExpiredThisVeryMillisecondAndNothingElse() {
        for (int i = 0; i < 10; i++) {
            store.set("s" + i, "1", clock.in(Duration.ofMillis(i)));
        }
        clock.move(Duration.ofMillis(4));
        told.clear();
        assertThat(sweep()).isEqualTo(4);
        assertThat(told).containsExactly(new Expired("s1"), new Expired("s2"), new Expired("s3"), new Expired("s4"));
        assertThat(store.get("s5")).isPresent();
    }

    @Test
    void whatFellDueFirstIsSweptFirst() {
        store.set("late", "1", clock.in(Duration.ofSeconds(3)));
        store.set("early", "1", clock.in(Duration.ofSeconds(1)));
        store.set("middle", "1", clock.in(Duration.ofSeconds(2)));
        clock.move(HOUR);
        told.clear();
        assertThat(sweepAtMost(1)).isEqualTo(1);
        assertThat(sweepAtMost(1)).isEqualTo(1);
        assertThat(sweepAtMost(5)).isEqualTo(1);
        assertThat(told).containsExactly(new Expired("early"), new Expired("middle"), new Expired("late"));
    }

    @Test
    void aRenewedSessionIsSweptAfterItsNewExpiry() {
        store.set("touched", "1", clock.in(SECOND));
        store.set("set", "1", clock.in(SECOND));
        store.set("replaced", "1", clock.in(SECOND));
        store.touch("touched", clock.in(HOUR));
        store.set("set", "2", clock.in(HOUR));
        conditional.replace("replaced", "1", "2", clock.in(HOUR));
        for (Duration wait : List.of(SECOND, SECOND, HOUR.minusSeconds(2).minusMillis(1))) {
            clock.move(wait);
            assertThat(sweep()).isZero();
        }
        clock.move(Duration.ofMillis(1));
        assertThat(sweep()).isEqualTo(3);
    }

    @Test
    void renewedSessionsDoNotKeepTheExpiredOnesFromBeingSwept() {
        for (int i = 0; i < 100; i++) {
            store.set("s" + i, "1", clock.in(SECOND));
        }
        for (int i = 0; i < 99; i++) {
            store.touch("s" + i, clock.in(HOUR));
        }
        clock.move(SECOND);
        assertThat(sweepAtMost(1)).isEqualTo(1);
        assertThat(told).last().isEqualTo(new Expired("s99"));
    }

    @Test
    void aShortenedSessionIsSweptAfterItsNewExpiry() {
        store.set("touched", "1", clock.in(HOUR));
        store.set("set", "1", clock.in(HOUR));
        store.set("replaced", "1", clock.in(HOUR));
        store.touch("touched", clock.in(SECOND));
        store.set("set", "2", clock.in(SECOND));
        conditional.replace("replaced", "1", "2", clock.in(SECOND));
        clock.move(SECOND);
        assertThat(sweep()).isEqualTo(3);
    }

    @Test
    void aListenerMayWriteTheExpiredSessionAnew() {
        store.on(Expired.class, event -> store.set(event.sid(), "again", clock.in(SECOND)));
        store.set("a", "1", clock.in(SECOND));
        clock.move(SECOND);
        assertThat(sweep()).isEqualTo(1);
        assertThat(store.get("a")).contains("again");
        clock.move(SECOND);
        assertThat(sweep()).isEqualTo(1);
    }

    @Test
    void aListenerMaySweep() {
        store.on(Expired.class, event -> sweep());
        for (int i = 0; i < 20; i++) {
            store.set("s" + i, "1", clock.in(SECOND));
        }
        clock.move(SECOND);
        told.clear();
        sweep();
        assertThat(told).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aClockSetBackGivesBackWhatWasNotSweptAndBreaksNothing() {
        store.set("a", "1", clock.in(SECOND));
        store.set("b", "1", clock.in(HOUR));
        clock.move(SECOND);
        assertThat(store.get("a")).isEmpty();
        clock.move(HOUR.negated());
        assertThat(sweep()).isZero();
        assertThat(store.get("a")).contains("1");
        store.set("c", "1", clock.in(SECOND));
        clock.move(SECOND);
        assertThat(sweep()).as("only what was written by the new time").isEqualTo(1);
        clock.move(HOUR);
        assertThat(sweep()).isEqualTo(1);
        clock.move(HOUR);
        assertThat(sweep()).isEqualTo(1);
        assertThat(told.stream().filter(Expired.class::isInstance))
                .containsExactly(new Expired("c"), new Expired("a"), new Expired("b"));
    }

    @Test
    void aClockThatJumpsAheadAndBackLosesOnlyWhatWasSweptMeanwhile() {
        store.set("a", "1", clock.in(SECOND));
        store.set("b", "1", clock.in(HOUR.multipliedBy(3)));
        clock.move(HOUR.multipliedBy(2));
        assertThat(sweep()).isEqualTo(1);
        clock.move(HOUR.multipliedBy(-2));
        store.set("a", "2", clock.in(SECOND));
        assertThat(store.get("a")).contains("2");
        assertThat(store.get("b")).contains("1");
        clock.move(SECOND);
        assertThat(sweep()).isEqualTo(1);
    }

    private int sweep() {
        return sweepAtMost(Integer.MAX_VALUE);
    }

    private int sweepAtMost(int atMost) {
        return store.sweeping().orElseThrow().sweep(atMost);
    }
}
