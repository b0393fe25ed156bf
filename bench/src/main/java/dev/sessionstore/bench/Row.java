package dev.sessionstore.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What one target has reached with one number of threads.
 *
 * @param target its name
 * @param baseline with whom it is compared, or null
 * @param server the name and version of the server behind, or null when there is none or it is not known
 * @param threads how many worked at once
 * @param throughput operations per second
 * @param ratio to the baseline, see {@link #ratioOf}; null without one
 * @param p50 half of the operations took no longer, in µs
 * @param p90 90 % took no longer, in µs
 * @param p99 99 % took no longer, in µs
 * @param p999 99.9 % took no longer, in µs
 * @param longest operation of all rounds, in µs
 * @param errors of all rounds
 * @param firstError what the first of them said, or null
 * @param unserved operations of all rounds, see {@link Round}
 * @param cost the median of the rounds
 * @param rounds of which all that is made
 */
public record Row(
        String target,
        @Nullable String baseline,
        @Nullable String server,
        int threads,
        Spread throughput,
        @Nullable Spread ratio,
        Spread p50,
        Spread p90,
        Spread p99,
        Spread p999,
        double longest,
        long errors,
        @Nullable String firstError,
        long unserved,
        Cost cost,
        List<Round> rounds) {

    /** Copies the rounds. */
    public Row {
        rounds = List.copyOf(rounds);
    }

    /**
     * @param rounds at least one
     * @param ofBaseline the rounds of the baseline with as many threads; may be empty
     */
    static Row of(
            TargetSpec target,
            @Nullable String server,
            int threads,
            List<Round> rounds,
            List<Round> ofBaseline,
            boolean openLoop) {
        return new Row(
                target.name(),
                target.baseline().orElse(null),
                server,
                threads,
                spread(rounds, Round::throughput),
                ratio(rounds, ofBaseline, openLoop).orElse(null),
                spread(rounds, round -> round.latency().p50()),
                spread(rounds, round -> round.latency().p90()),
                spread(rounds, round -> round.latency().p99()),
                spread(rounds, round -> round.latency().p999()),
                spread(rounds, round -> round.latency().max()).max(),
                rounds.stream().mapToLong(Round::errors).sum(),
                rounds.stream()
                        .map(Round::firstError)
                        .filter(error -> error != null)
                        .findFirst()
                        .orElse(null),
                rounds.stream().mapToLong(Round::unserved).sum(),
                Cost.median(rounds.stream().map(Round::cost).toList()),
                rounds);
    }

    private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Spread.of(rounds.stream().mapToDouble(value)).orElseThrow();
    }

    /** Round by round, so that both have had the same neighbours on the machine. */
    private static Optional<Spread> ratio(List<Round> rounds, List<Round> ofBaseline, boolean openLoop) {
        DoubleStream ratios = rounds.stream()
                .flatMap(round -> ofBaseline.stream()
                        .filter(baseline -> baseline.number() == round.number())
                        .flatMap(baseline -> ratioOf(round, baseline, openLoop).stream()))
                .mapToDouble(Double::doubleValue);
        return Spread.of(ratios);
    }

    /**
     * The ratio of one round to that of its baseline: 1 is as good, 0.5 half as good. In the closed loop it is throughput by
     * throughput. In the open loop the rate is given and equal for both, so it is the baseline's p99 by the target's.
     *
     * @param round of the target
     * @param baseline the round of the baseline with the same number
     * @param openLoop whether the run had a rate
     * @return empty when one of the two did nothing
     */
    public static Optional<Double> ratioOf(Round round, Round baseline, boolean openLoop) {
        double above = openLoop ? baseline.latency().p99() : round.throughput();
        double below = openLoop ? round.latency().p99() : baseline.throughput();
        return above > 0 && below > 0 ? Optional.of(above / below) : Optional.empty();
    }
}
