package dev.sessionstore.benchmarks.pages;

import dev.sessionstore.bench.Results;
import dev.sessionstore.bench.Round;
import dev.sessionstore.bench.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many times as fast as each peer our targets with the same baseline are: round by round, the median of the rounds. */
final class Comparison {

    private static final Pattern PEERS = Pattern.compile("(http )?(spring|vertx|express)\\b.*");

    private Comparison() {}

    static List<String> lines(Results results) {
        return results.rows().stream()
                .filter(row -> PEERS.matcher(row.target()).matches())
                .flatMap(peer -> ours(results, peer)
                        .flatMap(ours -> times(ours, peer)
                                .map(times -> String.format(
                                        Locale.ROOT,
                                        "%s is %.2f times %s at %d %s",
                                        ours.target(),
                                        times,
                                        peer.target(),
                                        peer.threads(),
                                        peer.threads() == 1 ? "thread" : "threads"))
                                .stream()))
                .toList();
    }

    /** Those of ours that have the same baseline. */
    private static Stream<Row> ours(Results results, Row peer) {
        return results.rows().stream()
                .filter(row -> row.threads() == peer.threads())
                .filter(row -> row.baseline() != null && row.baseline().equals(peer.baseline()))
                .filter(row -> !PEERS.matcher(row.target()).matches());
    }

    private static Optional<Double> times(Row ours, Row peer) {
        double[] sorted = ours.rounds().stream()
                .flatMap(round -> sameRound(peer, round).flatMap(other -> quotient(round, other).stream()))
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Optional.empty() : Optional.of(sorted[sorted.length / 2]);
    }

    private static Stream<Round> sameRound(Row peer, Round round) {
        return peer.rounds().stream().filter(other -> other.number() == round.number());
    }

    private static Optional<Double> quotient(Round round, Round other) {
        return Row.ratioOf(round, other, false);
    }
}
