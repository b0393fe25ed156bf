package dev.sessionstore.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The finished rounds of a run. */
final class ResultCollector {

    private record Seat(String target, int threads) {}

    private final Plan plan;
    private final Map<Seat, List<Round>> rounds = new LinkedHashMap<>();
    private final Map<String, String> servers = new HashMap<>();

    ResultCollector(Plan plan) {
        this.plan = plan;
    }

    void add(PreparedTarget target, int threads, Round round) {
        rounds.computeIfAbsent(new Seat(target.name(), threads), seat -> new ArrayList<>())
                .add(round);
        String server = target.server();
        if (server != null) {
            servers.put(target.name(), server);
        }
    }

    Results results(Instant date, List<Failure> failures) {
        List<Row> rows = new ArrayList<>();
        boolean complete = true;
        for (int threads : plan.threads()) {
            for (TargetSpec target : plan.targets()) {
                List<Round> own = roundsOf(target.name(), threads);
                complete &= own.size() == plan.rounds();
                if (!own.isEmpty()) {
                    List<Round> ofBaseline = target.baseline()
                            .map(baseline -> roundsOf(baseline, threads))
                            .orElse(List.of());
                    String server = servers.get(target.name());
                    boolean openLoop = plan.rate().isPresent();
                    rows.add(Row.of(target, server, threads, own, ofBaseline, openLoop));
                }
            }
        }
        return new Results(
                Results.FORMAT, date, complete, Machine.here(), Versions.all(), Settings.of(plan), rows, failures);
    }

    private List<Round> roundsOf(String target, int threads) {
        return rounds.getOrDefault(new Seat(target, threads), List.of());
    }
}
