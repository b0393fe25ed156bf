package dev.sessionstore.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results that no run has made, to look at what is told of them. */
final class SampleResults {

    private SampleResults() {}

    static Round round(int number, double throughput, double p99) {
        Cost cost = new Cost(1.0, 40.5, 1100.0, 12.25, 20.0, null);
        return new Round(number, 10, 100, 0, null, 0, throughput, new Latency(100, 200, p99, 900, 1000), cost);
    }

    static Results of(String name) {
        List<Round> baseline = List.of(round(1, 1000, 400), round(2, 2000, 400), round(3, 1500, 400));
        Round failed = new Round(
                3,
                10,
                100,
                7,
                "IOException: \"quoted\", and more",
                2,
                1200,
                new Latency(100, 200, 300, 900, 5000),
                new Cost(1.0, 40.5, 1100.0, 12.25, 20.0, null));
        return of(name, List.of(round(1, 500, 800), round(2, 1900, 500), failed), baseline);
    }

    /** Of a store and its baseline whose rounds have reached these operations per second. */
    static Results of(List<Double> own, List<Double> baseline) {
        return of("store", rounds(own), rounds(baseline));
    }

    private static List<Round> rounds(List<Double> throughputs) {
        return IntStream.range(0, throughputs.size())
                .mapToObj(i -> round(i + 1, throughputs.get(i), 300))
                .toList();
    }

    private static Results of(String name, List<Round> own, List<Round> baseline) {
        TargetSpec raw = new TargetSpec("raw", Optional.empty(), (payload, threads) -> new MapTarget());
        TargetSpec store = new TargetSpec(name, Optional.of("raw"), (payload, threads) -> new MapTarget());
        Settings settings = new Settings("store", Workload.READ, 10, 1024, 5, List.of(8), 10_000, 3, 0, null, false);
        return new Results(
                Results.FORMAT,
                Instant.parse("2026-11-21T12:00:00Z"),
                true,
                new Machine(2, "Some <b>CPU</b>", 8L << 30, "Linux", "JDK 17", 2L << 30),
                Map.of("Jedis", "8.0.2"),
                settings,
                List.of(
                        Row.of(store, "Redis 7.0.15", 8, own, baseline, false),
                        Row.of(raw, null, 8, baseline, List.of(), false)),
                List.of(new Failure("absent", "cannot be connected: refused")));
    }
}
