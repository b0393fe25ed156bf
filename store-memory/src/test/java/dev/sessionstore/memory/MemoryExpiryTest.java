package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreEvent.Expired;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When sessions end, what removes them, and which events are published; the store's own sweeper is off. */
class MemoryExpiryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock();
    private final MemoryStore store =
            MemoryStore.builder().clock(clock).sweepEvery(Duration.ZERO).build();
    private final ConditionalWrites conditional = store.conditionalWrites().orElseThrow();
    private final List<StoreEvent> published = new ArrayList<>();

    @BeforeEach
    void listen() {
        store.on(StoreEvent.class, published::add);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aSessionIsReadableUntilItsExpiryAndGoneAtIt() {
        store.set("a", "1", clock.in(SECOND));
        clock.advance(Duration.ofMillis(999));
        assertThat(store.get("a")).contains("1");
        clock.advance(Duration.ofMillis(1));
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void anExpiryBetweenTwoMillisecondsIsNeverEarly() {
        store.set("a", "1", clock.in(SECOND.plusNanos(1)));
        clock.advance(SECOND);
        assertThat(store.get("a")).contains("1");
        clock.advance(Duration.ofMillis(1));
        assertThat(store.get("a")).isEmpty();
    }

    @Test
    void theLatestInstantIsKeptAsTheLatestMillisecond() {
        store.set("a", "1", Instant.MAX);
        store.touch("a", Instant.MAX);
        clock.advance(Duration.ofDays(365_000));
        assertThat(sweep()).isZero();
        assertThat(store.get("a")).contains("1");
        assertThat(store.listing().orElseThrow().expiresAt("a")).contains(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @Test
    void theEarliestInstantRemoves() {
        store.set("a", "1", clock.in(SECOND));
        store.set("a", "2", Instant.MIN);
        assertThat(store.get("a")).isEmpty();
        assertThat(published).containsExactly(new Saved("a"), new Destroyed("a"));
    }

    @Test
    void whoMeetsAnExpiredSessionLeavesItToTheSweeper() {
        store.set("a", "1", clock.in(SECOND));
        clock.advance(SECOND);
        published.clear();
        assertThat(store.get("a")).isEmpty();
        assertThat(store.touch("a", clock.in(HOUR))).isFalse();
        assertThat(store.touch("a", clock.instant())).isFalse();
        assertThat(store.destroy("a")).isFalse();
        assertThat(conditional.replace("a", "1", "2", clock.in(HOUR))).isEqualTo(WriteOutcome.GONE);
        store.set("a", "2", clock.instant());
        assertThat(conditional.create("a", "2", clock.instant())).isTrue();
        assertThat(published).isEmpty();
        assertThat(sweep()).isEqualTo(1);
        assertThat(published).containsExactly(new Expired("a"));
        assertThat(sweep()).isZero();
    }

    @Test
    void aSessionSetAnewAfterItsExpiryIsAliveAndEndsOnce() {
        store.set("a", "1", clock.in(SECOND));
        clock.advance(SECOND);
        store.set("a", "2", clock.in(SECOND));
        assertThat(sweep()).isZero();
        assertThat(store.get("a")).contains("2");
        clock.advance(SECOND);
        assertThat(sweep()).isEqualTo(1);
        assertThat(published).containsExactly(new Saved("a"), new Saved("a"), new Expired("a"));
    }

    @Test
    void aSessionCreatedAnewAfterItsExpiryIsAliveAndEndsOnce() {
        store.set("a", "1", clock.in(SECOND));
        clock.advance(SECOND);
        assertThat(conditional.create("a", "2", clock.in(SECOND))).isTrue();
        assertThat(sweep()).isZero();
        assertThat(store.get("a")).contains("2");
        clock.advance(SECOND);
        assertThat(sweep()).isEqualTo(1);
        assertThat(published).containsExactly(new Saved("a"), new Saved("a"), new Expired("a"));
    }

    @Test
    void sweepingReachesWhatExpiredThisVeryMillisecondAndNothingElse() {
        for (int i = 0; i < 10; i++) {
            store.set("s" + i, "1", clock.in(Duration.ofMillis(i)));
        }
        clock.advance(Duration.ofMillis(4));
        published.clear();
        assertThat(sweep()).isEqualTo(4);
        assertThat(published)
                .containsExactly(new Expired("s1"), new Expired("s2"), new Expired("s3"), new Expired("s4"));
        assertThat(store.get("s5")).isPresent();
    }

    @Test
    void whatFellDueFirstIsSweptFirst() {
        store.set("late", "1", clock.in(Duration.ofSeconds(3)));
        store.set("early", "1", clock.in(Duration.ofSeconds(1)));
        store.set("middle", "1", clock.in(Duration.ofSeconds(2)));
        clock.advance(HOUR);
        published.clear();
        assertThat(sweepAtMost(1)).isEqualTo(1);
        assertThat(sweepAtMost(1)).isEqualTo(1);
        assertThat(sweepAtMost(5)).isEqualTo(1);
        assertThat(published).containsExactly(new Expired("early"), new Expired("middle"), new Expired("late"));
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
            clock.advance(wait);
            assertThat(sweep()).isZero();
        }
        clock.advance(Duration.ofMillis(1));
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
        clock.advance(SECOND);
        assertThat(sweepAtMost(1)).isEqualTo(1);
        assertThat(published).last().isEqualTo(new Expired("s99"));
    }

    @Test
    void aShortenedSessionIsSweptAfterItsNewExpiry() {
        store.set("touched", "1", clock.in(HOUR));
        store.set("set", "1", clock.in(HOUR));
        store.set("replaced", "1", clock.in(HOUR));
        store.touch("touched", clock.in(SECOND));
        store.set("set", "2", clock.in(SECOND));
        conditional.replace("replaced", "1", "2", clock.in(SECOND));
        clock.advance(SECOND);
        assertThat(sweep()).isEqualTo(3);
    }

    @Test
    void aListenerMayWriteTheExpiredSessionAnew() {
        store.on(Expired.class, event -> store.set(event.sid(), "again", clock.in(SECOND)));
        store.set("a", "1", clock.in(SECOND));
        clock.advance(SECOND);
        assertThat(sweep()).isEqualTo(1);
        assertThat(store.get("a")).contains("again");
        clock.advance(SECOND);
        assertThat(sweep()).isEqualTo(1);
    }

    @Test
    void aListenerMaySweep() {
        store.on(Expired.class, event -> sweep());
        for (int i = 0; i < 20; i++) {
            store.set("s" + i, "1", clock.in(SECOND));
        }
        clock.advance(SECOND);
        published.clear();
        sweep();
        assertThat(published).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aClockSetBackGivesBackWhatWasNotSweptAndBreaksNothing() {
        store.set("a", "1", clock.in(SECOND));
        store.set("b", "1", clock.in(HOUR));
        clock.advance(SECOND);
        assertThat(store.get("a")).isEmpty();
        clock.advance(HOUR.negated());
        assertThat(sweep()).isZero();
        assertThat(store.get("a")).contains("1");
        store.set("c", "1", clock.in(SECOND));
        clock.advance(SECOND);
        assertThat(sweep()).as("only what was written by the new time").isEqualTo(1);
        clock.advance(HOUR);
        assertThat(sweep()).isEqualTo(1);
        clock.advance(HOUR);
        assertThat(sweep()).isEqualTo(1);
        assertThat(published.stream().filter(Expired.class::isInstance))
                .containsExactly(new Expired("c"), new Expired("a"), new Expired("b"));
    }

    @Test
    void aClockThatJumpsAheadAndBackLosesOnlyWhatWasSweptMeanwhile() {
        store.set("a", "1", clock.in(SECOND));
        store.set("b", "1", clock.in(HOUR.multipliedBy(3)));
        clock.advance(HOUR.multipliedBy(2));
        assertThat(sweep()).isEqualTo(1);
        clock.advance(HOUR.multipliedBy(-2));
        store.set("a", "2", clock.in(SECOND));
        assertThat(store.get("a")).contains("2");
        assertThat(store.get("b")).contains("1");
        clock.advance(SECOND);
        assertThat(sweep()).isEqualTo(1);
    }

    private int sweep() {
        return sweepAtMost(Integer.MAX_VALUE);
    }

    private int sweepAtMost(int atMost) {
        return store.sweeping().orElseThrow().sweep(atMost);
    }
}
