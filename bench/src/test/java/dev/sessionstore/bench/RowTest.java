package dev.sessionstore.bench;

import static dev.sessionstore.bench.SampleResults.round;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final TargetSpec STORE =
            new TargetSpec("store", Optional.of("raw"), (payload, threads) -> new MapTarget());

    private static Row row(List<Round> own, List<Round> baseline, boolean openLoop) {
        return Row.of(STORE, null, 1, own, baseline, openLoop);
    }

    @Test
    void theRatioIsThatOfEachRoundAndThenTheirMedian() {
        Row row = row(
                List.of(round(1, 900, 1), round(2, 100, 1), round(3, 700, 1)),
                List.of(round(1, 1000, 1), round(2, 1000, 1), round(3, 1400, 1)),
                false);
        // 700 by 1000, the medians, would be 0.7
        assertThat(row.ratio()).isEqualTo(new Spread(0.5, 0.1, 0.9));
        assertThat(row.throughput()).isEqualTo(new Spread(700, 100, 900));
    }

    @Test
    void roundsThatOnlyOneOfTheTwoHasFinishedHaveNoRatio() {
        Row row = row(List.of(round(1, 900, 1), round(2, 100, 1)), List.of(round(2, 1000, 1), round(3, 1, 1)), false);
        assertThat(row.ratio()).isEqualTo(new Spread(0.1, 0.1, 0.1));
        assertThat(row(List.of(round(1, 1, 1)), List.of(), false).ratio()).isNull();
    }

    @Test
    void aLimitThatDidNothingGivesNoRatio() {
        assertThat(row(List.of(round(1, 900, 1)), List.of(round(1, 0, 1)), false)
                        .ratio())
                .isNull();
    }

    @Test
    void inTheOpenLoopTheRatioIsThatOfP99AndSlowerIsLess() {
        Row row = row(List.of(round(1, 100, 800)), List.of(round(1, 100, 200)), true);
        assertThat(row.ratio()).isEqualTo(new Spread(0.25, 0.25, 0.25));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(4, 1, 3, 10))).contains(new Spread(3.5, 1, 10));
        assertThat(Spread.of(DoubleStream.empty())).isEmpty();
    }

    @Test
    void whatNobodyToldStaysUntold() {
        Cost told = new Cost(1.0, null, 3.0, null, 5.0, null);
        Cost more = new Cost(2.0, null, null, null, 7.0, null);
        assertThat(Cost.median(List.of(told, more))).isEqualTo(new Cost(1.5, null, 3.0, null, 6.0, null));
    }

    @Test
    void whatAServerDoesNotTellIsNotCounted() {
        ServerUse before = new ServerUse(10, -1, 5, 7);
        ServerUse after = new ServerUse(15, 100, -1, 9);
        assertThat(after.since(before)).isEqualTo(new ServerUse(5, -1, -1, 2));
        assertThat(after.plus(before)).isEqualTo(new ServerUse(25, -1, -1, 16));
    }
}
