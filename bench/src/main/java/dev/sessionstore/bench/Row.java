package dev.sessionstore.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What one candidate has reached with one number of threads.
 *
 * @param candidate its name
 * @param limit with whom it is compared, or null
 * @param server the name and version of the server behind, or null when there is none or it does not tell
 * @param threads how many worked at once
 * @param throughput operations per second
 * @param ratio to the limit, see {@link #ratioOf}; null without one
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
        String candidate,
        @Nullable String limit,
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
     * @param ofLimit the rounds of the limit with as many threads; may be empty
     */
    static Row of(
            Candidate candidate,
            @Nullable String server,
            int threads,
            List<Round> rounds,
            List<Round> ofLimit,
            boolean openLoop) {
        return new Row(
                candidate.name(),
                candidate.limit().orElse(null),
                server,
                threads,
                spread(rounds, Round::throughput),
                ratio(rounds, ofLimit, openLoop).orElse(null),
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
    private static Optional<Spread> ratio(List<Round> rounds, List<Round> ofLimit, boolean openLoop) {
        DoubleStream ratios = rounds.stream()
                .flatMap(round -> ofLimit.stream()
                        .filter(limit -> limit.number() == round.number())
                        .flatMap(limit -> ratioOf(round, limit, openLoop).stream()))
                .mapToDouble(Double::doubleValue);
        return Spread.of(ratios);
    }

    /**
     * The ratio of one round to that of its limit: 1 is as good, 0.5 half as good. In the closed loop it is throughput by
     * throughput. In the open loop the rate is given and equal for both, so it is the limit's p99 by the candidate's.
     *
     * @param round of the candidate
     * @param limit the round of the limit with the same number
     * @param openLoop whether the run had a rate
     * @return empty when one of the two did nothing
     */
    public static Optional<Double> ratioOf(Round round, Round limit, boolean openLoop) {
        double above = openLoop ? limit.latency().p99() : round.throughput();
        double below = openLoop ? round.latency().p99() : limit.throughput();
        return above > 0 && below > 0 ? Optional.of(above / below) : Optional.empty();
    }
}
