package dev.sessionstore.bench;

import java.time.Duration;

/** How far a run is, and how long it will take. */
final class ProgressEstimate {

    private final Plan plan;
    private final long total;
    private final long begin = System.nanoTime();
    private long passed;

    ProgressEstimate(Plan plan, int entrants) {
        this.plan = plan;
        this.total = plan.workingTime()
                .dividedBy(plan.candidates().size())
                .multipliedBy(entrants)
                .toNanos();
    }

    /** Before the first turn. */
    static Progress outside(Plan plan, Progress.Phase phase, String candidate, double throughput) {
        return new Progress(
                phase, candidate, plan.maxThreads(), 0, plan.rounds(), 0, plan.workingTime(), throughput, 0, 0, 0);
    }

    /** A turn is over. */
    void passed(Duration time) {
        passed += time.toNanos();
    }

    Progress at(
            String candidate, int threads, int round, double doneOfTurn, LatencyReader.Reading reading, long errors) {
        Duration turn = round == 0 ? plan.warmup() : plan.duration();
        double done = Math.min(1, (passed + doneOfTurn * turn.toNanos()) / total);
        double left = total * (1 - done);
        if (passed > 0) {
            left = (System.nanoTime() - begin) * (1 - done) / done;
        }
        return new Progress(
                round == 0 ? Progress.Phase.WARMUP : Progress.Phase.ROUND,
                candidate,
                threads,
                round,
                plan.rounds(),
                done,
                Duration.ofNanos((long) left),
                reading.throughput(),
                reading.p50(),
                reading.p99(),
                errors);
    }
}
