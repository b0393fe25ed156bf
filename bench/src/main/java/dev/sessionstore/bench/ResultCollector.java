package dev.sessionstore.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The finished rounds of a run. */
final class ResultCollector {

    private record Seat(String candidate, int threads) {}

    private final Plan plan;
    private final Map<Seat, List<Round>> rounds = new LinkedHashMap<>();
    private final Map<String, String> servers = new HashMap<>();

    ResultCollector(Plan plan) {
        this.plan = plan;
    }

    void add(PreparedTarget entrant, int threads, Round round) {
        rounds.computeIfAbsent(new Seat(entrant.name(), threads), seat -> new ArrayList<>())
                .add(round);
        String server = entrant.server();
        if (server != null) {
            servers.put(entrant.name(), server);
        }
    }

    Results results(Instant date, List<Failure> failures) {
        List<Row> rows = new ArrayList<>();
        boolean complete = true;
        for (int threads : plan.threads()) {
            for (Candidate candidate : plan.candidates()) {
                List<Round> own = roundsOf(candidate.name(), threads);
                complete &= own.size() == plan.rounds();
                if (!own.isEmpty()) {
                    List<Round> ofLimit = candidate
                            .limit()
                            .map(limit -> roundsOf(limit, threads))
                            .orElse(List.of());
                    String server = servers.get(candidate.name());
                    boolean openLoop = plan.rate().isPresent();
                    rows.add(Row.of(candidate, server, threads, own, ofLimit, openLoop));
                }
            }
        }
        return new Results(
                Results.FORMAT, date, complete, Machine.here(), Versions.all(), Settings.of(plan), rows, failures);
    }

    private List<Round> roundsOf(String candidate, int threads) {
        return rounds.getOrDefault(new Seat(candidate, threads), List.of());
    }
}
