package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the index keeps in memory; the suite's chapter OWNER tests what it answers. */
class OwnerIndexTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock();
    private final OwnerIndex index = new OwnerIndex(clock);

    @Test
    void aHundredThousandEntriesThatEndLeaveNothingBehindOnceSwept() {
        long until = clock.instant().plus(HOUR).toEpochMilli();
        for (int i = 0; i < 100_000; i++) {
            index.bind("sid-" + i, "owner-" + i % 1_000, until + i);
        }
        clock.advance(HOUR.multipliedBy(2));
        for (int i = 0; i < 100; i++) {
            index.prune(1_000);
        }
        assertThat(index.owners).isEmpty();
        assertThat(index.queue).isEmpty();
    }

    @Test
    void aStoreThatIsNeverSweptDoesNotGrowAsLongAsEntriesEnd() {
        for (int i = 0; i < 10_000; i++) {
            index.bind("sid-" + i, "owner-" + i, clock.instant().plus(HOUR).toEpochMilli());
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(index.owners).hasSizeLessThanOrEqualTo(61);
        assertThat(index.queue).hasSameSizeAs(index.owners.values());
    }

    @Test
    void theLastUnbindRemovesTheOwner() {
        index.bind("a", "zoe", clock.instant().plus(HOUR).toEpochMilli());
        index.bind("a", "zoe", clock.instant().plus(HOUR.multipliedBy(2)).toEpochMilli());
        assertThat(index.queue).hasSize(1);
        assertThat(index.unbind("a", "zoe")).isTrue();
        assertThat(index.owners).isEmpty();
        assertThat(index.queue).isEmpty();
    }

    @Test
    void aDeadEntryStaysForAMinuteAfterItWasBound() {
        index.bind("a", "zoe", clock.instant().plus(HOUR).toEpochMilli());
        clock.advance(Duration.ofSeconds(59));
        index.removeDead("a", "zoe", index.pendingSince(), sid -> false);
        assertThat(index.sids("zoe")).containsExactly("a");
        clock.advance(Duration.ofSeconds(1));
        index.removeDead("a", "zoe", index.pendingSince(), sid -> true);
        assertThat(index.sids("zoe")).containsExactly("a");
        index.removeDead("a", "zoe", index.pendingSince(), sid -> false);
        assertThat(index.owners).isEmpty();
    }
}
