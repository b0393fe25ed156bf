package dev.sessionstore.bench;

import java.time.Duration;

/** How far a run is, and how long it will take. */
final class ProgressEstimate {

    private final Plan plan;
    private final long total;
    private final long begin = System.nanoTime();
    private long passed;

    ProgressEstimate(Plan plan, int targets) {
        this.plan = plan;
        this.total = plan.workingTime()
                .dividedBy(plan.targets().size())
                .multipliedBy(targets)
                .toNanos();
    }

    /** Before the first iteration. */
    static Progress outside(Plan plan, Progress.Phase phase, String target, double throughput) {
        return new Progress(
                phase, target, plan.maxThreads(), 0, plan.rounds(), 0, plan.workingTime(), throughput, 0, 0, 0);
    }

    /** An iteration is over. */
    void passed(Duration time) {
        passed += time.toNanos();
    }

    Progress at(
            String target, int threads, int round, double doneOfIteration, LatencyReader.Reading reading, long errors) {
        Duration iteration = round == 0 ? plan.warmup() : plan.duration();
        double done = Math.min(1, (passed + doneOfIteration * iteration.toNanos()) / total);
        double left = total * (1 - done);
        if (passed > 0) {
            left = (System.nanoTime() - begin) * (1 - done) / done;
        }
        return new Progress(
                round == 0 ? Progress.Phase.WARMUP : Progress.Phase.ROUND,
                target,
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
