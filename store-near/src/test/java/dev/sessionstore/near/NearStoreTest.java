package dev.sessionstore.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.Watching;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NearStoreTest {

    private final MovableClock clock = new MovableClock();
    private final MemoryStore memory = MemoryStore.builder().clock(clock).build();
    private final ReportingStore behind = new ReportingStore(memory);
    private final NearStore near = over(behind).build();
    private final Instant inAnHour = clock.instant().plusSeconds(3600);

    private NearStoreBuilder over(Store store) {
        return NearStore.over(store).clock(clock);
    }

    @AfterEach
    void close() {
        near.close();
        memory.close();
    }

    /** A write of another node, which is not reported. */
    private void elsewhere(String sid, String data) {
        memory.set(sid, data, inAnHour);
    }

    private void reported(String sid) {
        behind.watcher.changed(sid);
    }

    @Test
    void aSecondReadSendsNothing() {
        elsewhere("a", "1");
        assertThat(near.get("a")).hasValue("1");
        assertThat(near.get("a")).hasValue("1");
        assertThat(behind.reads).hasValue(1);
        assertThat(near.statistics()).isEqualTo(new NearStatistics(1, 1, 0, 0, 0, 1));
    }

    @Test
    void aChangeElsewhereIsSeenAsSoonAsItIsReported() {
        elsewhere("a", "1");
        near.get("a");
        elsewhere("a", "2");
        reported("a");
        assertThat(near.get("a")).hasValue("2");
        memory.destroy("a");
        reported("a");
        assertThat(near.get("a")).isEmpty();
    }

    @Test
    void aReadThatMetAChangeIsNotKept() {
        elsewhere("a", "1");
        behind.afterTheNextRead(() -> {
            elsewhere("a", "2");
            reported("a");
        });
        assertThat(near.get("a")).as("it began before the change").hasValue("1");
        assertThat(near.get("a")).hasValue("2");
    }

    @Test
    void aReadThatMetAnOwnWriteIsNotKept() {
        elsewhere("a", "1");
        behind.afterTheNextRead(() -> near.set("a", "2", inAnHour));
        near.get("a");
        assertThat(near.get("a")).hasValue("2");
    }

    @Test
    void aReadBeforeALossIsNotKeptAfterIt() {
        elsewhere("a", "1");
        behind.afterTheNextRead(() -> {
            elsewhere("a", "2");
            behind.watcher.lost();
        });
        near.get("a");
        assertThat(near.get("a")).hasValue("2");
    }

    @Test
    void ownWritesAreSeenAtOnceWhateverIsReported() {
        ConditionalWrites writes = near.conditionalWrites().orElseThrow();
        near.set("a", "1", inAnHour);
        assertThat(near.get("a")).hasValue("1");
        near.set("a", "2", inAnHour);
        assertThat(near.get("a")).hasValue("2");
        assertThat(writes.replace("a", "2", "3", inAnHour)).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(near.get("a")).hasValue("3");
        assertThat(near.touch("a", clock.instant())).isTrue();
        assertThat(near.get("a")).isEmpty();
        assertThat(writes.create("a", "4", inAnHour)).isTrue();
        assertThat(near.get("a")).hasValue("4");
        near.owners().orElseThrow().bind("a", "zoe", inAnHour);
        assertThat(near.owners().orElseThrow().destroyAll("zoe", Set.of())).isEqualTo(1);
        assertThat(near.get("a")).isEmpty();
        near.set("a", "5", inAnHour);
        near.get("a");
        near.listing().orElseThrow().clear();
        assertThat(near.get("a")).isEmpty();
    }

    @Test
    void aWriteThatFailsMayHaveHappenedSoTheCopyGoes() {
        elsewhere("a", "1");
        NearStore failing = over(new ReportingStore(memory) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        super.set(sid, data, expiresAt);
                        throw new IllegalStateException("the answer was lost");
                    }
                })
                .build();
        failing.get("a");
        assertThatIllegalStateException().isThrownBy(() -> failing.set("a", "2", inAnHour));
        assertThat(failing.get("a")).hasValue("2");
    }

    @Test
    void aChangeThatWasBuiltOnAnOldCopyIsNoticed() {
        elsewhere("a", "1");
        String old = near.get("a").orElseThrow();
        elsewhere("a", "2");
        assertThat(near.get("a")).as("not reported yet").hasValue(old);
        assertThat(near.conditionalWrites().orElseThrow().replace("a", old, "3", inAnHour))
                .isEqualTo(WriteOutcome.CHANGED);
        assertThat(near.get("a")).hasValue("2");
    }

    @Test
    void whileTheReportsLagBehindTheLeaseTheStoreIsAsked() {
        elsewhere("a", "1");
        near.get("a");
        behind.lag = NearStoreBuilder.DEFAULT_LEASE.plusNanos(1);
        elsewhere("a", "2");
        assertThat(near.get("a")).hasValue("2");
        assertThat(near.statistics().unproven()).isEqualTo(1);
        behind.lag = NearStoreBuilder.DEFAULT_LEASE;
        near.get("a");
        assertThat(near.get("a")).hasValue("2");
        assertThat(behind.reads).hasValue(2);
    }

    /** A thread that pauses between the two must not use what it found before the reports came. */
    @Test
    void aCopyIsNotTrustedByAProofThatCameAfterItWasFound() {
        elsewhere("a", "1");
        near.get("a");
        behind.lag = NearStoreBuilder.DEFAULT_LEASE.plusSeconds(1);
        elsewhere("a", "2");
        behind.whenAskedForTheLag = () -> {
            reported("a");
            behind.lag = Duration.ZERO;
        };
        assertThat(near.get("a")).hasValue("2");
    }

    @Test
    void withoutALinkNothingIsKept() {
        behind.linked = false;
        behind.watcher.lost();
        elsewhere("a", "1");
        near.get("a");
        behind.linked = true;
        elsewhere("a", "2");
        assertThat(near.get("a")).hasValue("2");
        assertThat(behind.reads).hasValue(2);
    }

    @Test
    void aSessionEndsByItsExpiryWithoutAnybodyAsking() {
        near.set("a", "1", clock.instant().plusMillis(100));
        assertThat(near.get("a")).hasValue("1");
        clock.advance(Duration.ofMillis(99));
        assertThat(near.get("a")).hasValue("1");
        clock.advance(Duration.ofMillis(1));
        assertThat(near.get("a")).isEmpty();
    }

    @Test
    void aClockThatIsSetBackKeepsNoSessionAlive() {
        near.set("a", "1", clock.instant().plusMillis(50));
        near.get("a");
        clock.advance(Duration.ofHours(-1));
        spinUntil(() -> near.statistics().hits() > 0 && near.get("a").isEmpty() || behind.reads.get() > 1);
        assertThat(behind.reads).as("the store was asked again").hasValueGreaterThan(1);
    }

    private void spinUntil(BooleanSupplier holds) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < deadline) {
            near.get("a");
            Thread.onSpinWait();
        }
    }

    @Test
    void aTouchElsewhereMovesTheExpiry() {
        near.set("a", "1", clock.instant().plusSeconds(1));
        near.get("a");
        memory.touch("a", inAnHour);
        reported("a");
        near.get("a");
        clock.advance(Duration.ofMinutes(1));
        assertThat(near.get("a")).hasValue("1");
        assertThat(behind.reads).hasValue(2);
    }

    @Test
    void thatThereIsNoSessionIsNotKept() {
        assertThat(near.get("a")).isEmpty();
        elsewhere("a", "1");
        assertThat(near.get("a")).hasValue("1");
    }

    @Test
    void thereAreNoMoreCopiesThanEntries() {
        NearStore small = over(behind).entries(10).build();
        for (int i = 0; i < 100; i++) {
            elsewhere("s" + i, "1");
            small.get("s" + i);
        }
        assertThat(small.statistics().entries()).isBetween(1L, 10L);
    }

    @Test
    void theCopiesTakeNoMoreThanTheBytes() {
        NearStore small = over(behind).bytes(100_000).build();
        for (int i = 0; i < 100; i++) {
            elsewhere("s" + i, "x".repeat(10_000));
            small.get("s" + i);
        }
        assertThat(small.statistics().entries()).isBetween(1L, 4L);
        elsewhere("large", "x".repeat(60_000));
        small.get("large");
        int before = behind.reads.get();
        assertThat(small.get("large")).hasValue("x".repeat(60_000));
        assertThat(behind.reads).hasValue(before + 1);
    }

    @Test
    void theLinkProvesItselfFiveTimesPerLease() {
        over(behind).lease(Duration.ofSeconds(1)).build();
        assertThat(behind.proofEvery).isEqualTo(Duration.ofMillis(200));
        assertThat(over(behind).lease(Duration.ofSeconds(1)).build().staleness())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void overAStoreWithoutReportsTheUserSaysHowOldAReadMayBe() {
        Store silent = new ReportingStore(memory) {
            @Override
            public Optional<Watching> watching() {
                return Optional.empty();
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NearStore.over(silent).build())
                .withMessageContaining("maxStaleness")
                .withMessageContaining("watching()");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> over(behind).maxStaleness(Duration.ofSeconds(1)).build())
                .withMessageContaining("maxStaleness");
        NearStore aged =
                over(silent).maxStaleness(Duration.ofMillis(50)).clock(clock).build();
        assertThat(aged.staleness()).isEqualTo(Duration.ofMillis(50));
        elsewhere("a", "1");
        aged.get("a");
        elsewhere("a", "2");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (aged.get("a").orElseThrow().equals("1") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(aged.get("a")).hasValue("2");
        assertThat(aged.statistics().hits()).isPositive();
    }

    @Test
    void optionsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> over(behind).entries(0))
                .withMessage("entries: at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> over(behind).bytes(1023))
                .withMessageContaining("bytes: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> over(behind).lease(Duration.ofMillis(9)))
                .withMessageContaining("lease: from 10 ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> over(behind).lease(Duration.ofSeconds(61)))
                .withMessageContaining("lease: ");
    }

    @Test
    void afterTheCloseTheStoreBehindIsStillOpen() {
        elsewhere("a", "1");
        near.get("a");
        near.close();
        near.close();
        assertThat(behind.watchClosed).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> near.get("a"));
        assertThatIllegalStateException().isThrownBy(() -> near.destroy("a"));
        assertThat(memory.get("a")).hasValue("1");
    }
}
