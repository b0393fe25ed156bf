package dev.sessionstore.demo.http;

import dev.sessionstore.bench.BenchListener;
import dev.sessionstore.bench.Failure;
import dev.sessionstore.bench.Plan;
import dev.sessionstore.bench.Progress;
import dev.sessionstore.bench.Results;
import dev.sessionstore.bench.TargetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One bench of a visitor: how far it is, its live points, and its results at the end. Thread-safe. */
final class BenchRun implements BenchListener {

    private static final Logger LOG = Logger.getLogger("bench");

    /** Half an hour at two a second. */
    private static final int MOST_POINTS = 4_000;

    private record Point(double seconds, String target, int iteration, double throughput, double p50, double p99) {}

    private final int number;
    private final Plan plan;
    private final long begin = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Point> points = new ArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private volatile Runnable cancel = () -> {};
    private volatile boolean cancelled;
    private volatile @Nullable Progress progress;
    private volatile @Nullable Results results;
    private int iteration;
    private String lastIteration = "";

    BenchRun(int number, Plan plan) {
        this.number = number;
        this.plan = plan;
    }

    int number() {
        return number;
    }

    void cancelWith(Runnable how) {
        cancel = how;
    }

    void cancel() {
        cancelled = true;
        cancel.run();
    }

    void ended(Results all) {
        results = all;
    }

    void broke(RuntimeException e) {
        LOG.log(Level.WARNING, "The benchmark broke", e);
        problems.add("The benchmark broke: " + e.getClass().getSimpleName());
    }

    Optional<Results> results() {
        return Optional.ofNullable(results);
    }

    @Override
    public void failed(Failure failure) {
        problems.add(failure.target() + " " + failure.reason());
    }

    @Override
    public void progress(Progress now) {
        progress = now;
        boolean works = now.phase() == Progress.Phase.WARMUP || now.phase() == Progress.Phase.ROUND;
        if (!works || now.throughput() == 0) {
            return;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        lock.lock();
        try {
            String thisIteration = now.target() + "/" + now.threads() + "/" + now.round();
            if (!thisIteration.equals(lastIteration)) {
                lastIteration = thisIteration;
                iteration++;
            }
            if (points.size() < MOST_POINTS) {
                points.add(new Point(seconds, now.target(), iteration, now.throughput(), now.p50(), now.p99()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** {@return what the page shows while it is under way, with the points from the given one on} */
    Map<String, @Nullable Object> live(int since) {
        Progress now = progress;
        return Json.object(
                "run", number,
                "targets", plan.targets().stream().map(TargetSpec::name).toList(),
                "cancelling", cancelled,
                "phase", now == null ? "OPENING" : now.phase().name(),
                "target", now == null ? "" : now.target(),
                "threads", now == null ? plan.maxThreads() : now.threads(),
                "round", now == null ? 0 : now.round(),
                "rounds", plan.rounds(),
                "done", now == null ? 0 : now.done(),
                "millisLeft",
                        now == null
                                ? plan.workingTime().toMillis()
                                : now.timeLeft().toMillis(),
                "errors", now == null ? 0 : now.errors(),
                "problems", List.copyOf(problems),
                "points", pointsFrom(since));
    }

    private List<List<Object>> pointsFrom(int since) {
        lock.lock();
        try {
            return points.stream()
                    .skip(since)
                    .map(point -> List.<Object>of(
                            point.seconds(),
                            point.target(),
                            point.iteration(),
                            point.throughput(),
                            point.p50(),
                            point.p99()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** {@return one line of the list of earlier runs} */
    Map<String, @Nullable Object> summary() {
        Results all = results;
        return Json.object(
                "run",
                number,
                "date",
                all == null ? null : all.date().toString(),
                "workload",
                plan.workload().label(),
                "level",
                plan.level(),
                "threads",
                plan.threads(),
                "stores",
                plan.targets().stream()
                        .filter(target -> target.baseline().isPresent())
                        .map(TargetSpec::name)
                        .toList(),
                "cancelled",
                cancelled,
                "complete",
                all != null && all.complete(),
                "results",
                all != null && !all.rows().isEmpty(),
                "problems",
                List.copyOf(problems));
    }
}
