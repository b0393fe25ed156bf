package dev.sessionstore.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.History.Call;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Histories whose explanation, or lack of one, is known. */
class HistoryTest {

    @Test
    void callsOneAfterAnotherFollowTheContract() {
        assertThat(history(
                                call(1, Op.create("1", false), true, 0, 1),
                                call(1, Op.get(), Optional.of("1"), 2, 3),
                                call(2, Op.destroy(), true, 4, 5),
                                call(1, Op.get(), Optional.empty(), 6, 7))
                        .isLinearizable())
                .isTrue();
    }

    @Test
    void aReadOfWhatWasOverwrittenBeforeItBeganIsUnexplainable() {
        assertThat(history(
                                call(1, Op.set("1", false), "done", 0, 1),
                                call(1, Op.set("2", false), "done", 2, 3),
                                call(2, Op.get(), Optional.of("1"), 4, 5))
                        .isLinearizable())
                .isFalse();
    }

    @Test
    void aReadBesideAWriteMaySeeEither() {
        for (Optional<String> seen : List.of(Optional.of("1"), Optional.of("2"))) {
            assertThat(history(
                                    call(1, Op.set("1", false), "done", 0, 1),
                                    call(1, Op.set("2", false), "done", 2, 6),
                                    call(2, Op.get(), seen, 3, 5))
                            .isLinearizable())
                    .isTrue();
        }
    }

    @Test
    void twoReadsMayNotGoBackInTime() {
        assertThat(history(
                                call(1, Op.set("1", false), "done", 0, 1),
                                call(1, Op.set("2", false), "done", 2, 9),
                                call(2, Op.get(), Optional.of("2"), 3, 4),
                                call(2, Op.get(), Optional.of("1"), 5, 6))
                        .isLinearizable())
                .isFalse();
    }

    @Test
    void twoCreatesCannotBothWin() {
        assertThat(history(call(1, Op.create("1", false), true, 0, 5), call(2, Op.create("2", false), true, 0, 5))
                        .isLinearizable())
                .isFalse();
    }

    @Test
    void aDestroyBetweenExplainsTwoWinners() {
        assertThat(history(
                                call(1, Op.create("1", false), true, 0, 5),
                                call(2, Op.create("2", false), true, 0, 5),
                                call(3, Op.destroy(), true, 0, 5))
                        .isLinearizable())
                .isTrue();
    }

    @Test
    void theSmallestHistoryLeavesOutWhatIsNotNeeded() {
        History history = history(
                call(1, Op.get(), Optional.empty(), 0, 1),
                call(1, Op.set("1", false), "done", 2, 3),
                call(2, Op.touch(false), true, 4, 5),
                call(2, Op.replace("2", "1", false), WriteOutcome.CHANGED, 6, 7),
                call(1, Op.get(), Optional.empty(), 8, 9),
                call(2, Op.get(), Optional.of("1"), 10, 11));
        assertThat(history.isLinearizable()).isFalse();
        assertThat(history.smallest().calls()).extracting(Call::begin).containsExactly(2L, 8L);
        assertThat(history.smallest().toString())
                .contains("thread 1  A.set(1) → done", "thread 1  A.get() → Optional.empty");
    }

    @Test
    void moreCallsThanCanBeCheckedAreRefused() {
        Call call = call(1, Op.get(), Optional.empty(), 0, 1);
        assertThatThrownBy(() -> new History(Collections.nCopies(65, call)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65");
    }

    private static History history(Call... calls) {
        return new History(List.of(calls));
    }

    private static Call call(int thread, Op op, Object answer, long begin, long end) {
        return new Call(thread, "A", op, answer, begin, end);
    }
}
