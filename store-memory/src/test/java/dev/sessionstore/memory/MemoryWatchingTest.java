package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryWatchingTest {

    private final MovableClock clock = new MovableClock();
    private final MemoryStore store = MemoryStore.builder()
            .clock(clock)
            .sweepEvery(Duration.ZERO)
            .maxSessions(2)
            .build();
    private final Instant inAnHour = clock.instant().plusSeconds(3600);
    private final List<String> told = new ArrayList<>();
    private final Watch watch = store.watching()
            .orElseThrow()
            .watch(
                    new Watcher() {
                        @Override
                        public void changed(String sid) {
                            told.add(sid);
                        }

                        @Override
                        public void lost() {
                            told.add("lost");
                        }
                    },
                    Duration.ofSeconds(1));

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void eachChangeIsToldBeforeItIsAcknowledged() {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        told.clear();
        store.set("a", "1", inAnHour);
        store.touch("a", inAnHour);
        writes.replace("a", "1", "2", inAnHour);
        store.destroy("a");
        writes.create("a", "3", clock.instant().plusMillis(1));
        assertThat(told).containsExactly("a", "a", "a", "a", "a");
        clock.advance(Duration.ofMillis(1));
        store.sweeping().orElseThrow().sweep(1);
        assertThat(told).hasSize(6);
        assertThat(watch.lagNanos()).isZero();
    }

    @Test
    void anEvictedSessionIsToldToo() {
        store.set("a", "1", inAnHour);
        store.set("b", "1", inAnHour);
        told.clear();
        store.set("c", "1", inAnHour);
        assertThat(told).containsExactly("c", "a");
        assertThat(watch.read("a")).isEqualTo(Reading.absent(true));
    }

    @Test
    void thatAllIsGoneIsALoss() {
        assertThat(told).as("at the beginning").containsExactly("lost");
        store.listing().orElseThrow().clear();
        assertThat(told).containsExactly("lost", "lost");
    }

    @Test
    void aReadTellsTheExpiry() {
        store.set("a", "1", inAnHour);
        assertThat(watch.read("a")).isEqualTo(new Reading("1", inAnHour, true));
        assertThat(watch.read("b")).isEqualTo(Reading.absent(true));
        assertThat(watch.read("x".repeat(129))).isEqualTo(Reading.absent(false));
    }

    @Test
    void afterTheCloseNothingIsTold() {
        watch.close();
        told.clear();
        store.set("a", "1", inAnHour);
        store.listing().orElseThrow().clear();
        assertThat(told).isEmpty();
        assertThat(watch.lagNanos()).isEqualTo(Long.MAX_VALUE);
        assertThatIllegalStateException().isThrownBy(() -> watch.read("a"));
    }
}
