package dev.sessionstore.bench;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One iteration of one target: a warm-up or a round. */
final class Iteration {

    private static final int LEAST_SHARE = 1_000;

    /** What is made and removed in between has as long as this, in ns. */
    private static final long LEAST_TIME = 30_000_000_000L;

    /** How much longer than the time to measure an iteration may take, when sessions are made and removed in between. */
    private static final int LONGEST = 5;

    /** Called while an iteration runs. */
    @FunctionalInterface
    interface Report {
        void publish(double done, LatencyReader.Reading reading, long errors);
    }

    private final Plan plan;
    private final int number;
    private final long nanos;
    private final Cancellation cancellation;
    private final Report report;
    private final List<Worker> workers;
    private final LatencyReader reader;
    private final ResourceMeter meter;
    private long measured;
    private long measuringSince;
    private boolean measuring;

    /**
     * @param number of the round, 0 for a warmup
     * @param nanos to measure
     */
    Iteration(
            Plan plan,
            PreparedTarget target,
            int threads,
            int number,
            long nanos,
            Cancellation cancellation,
            Report report) {
        this.plan = plan;
        this.number = number;
        this.nanos = nanos;
        this.cancellation = cancellation;
        this.report = report;
        SplittableRandom random = new SplittableRandom(31L * number + threads);
        int share = share(plan, threads, nanos);
        String[] sessions = target.sessions().toArray(String[]::new);
        workers = IntStream.range(0, threads)
                .mapToObj(i -> new Worker(target.target(), plan.workload(), sessions, share, random.split()))
                .toList();
        reader = new LatencyReader(workers.stream().map(Worker::latencies).toList());
        meter = new ResourceMeter(target.target());
    }

    /** How many new sessions a thread has at most; in the open loop all that it needs, so that the schedule never stops. */
    private static int share(Plan plan, int threads, long nanos) {
        double needed = plan.rate().map(rate -> rate * (nanos / 1e9)).orElse((double) plan.sessions());
        return Math.max(LEAST_SHARE, (int) Math.ceil(needed / threads) + 1);
    }

    /** {@return what was measured; of no use when the run has been cancelled meanwhile} */
    Round run() throws IterationException, InterruptedException {
        long begin = System.nanoTime();
        long most = Math.max(LONGEST * nanos, LEAST_TIME);
        try (WorkerGroup group = new WorkerGroup(workers, plan.virtualThreads(), cancellation)) {
            do {
                if (plan.workload().isPrepared()) {
                    group.work(most, Worker::prepare, this::publish);
                }
                measure(group);
            } while (measured < nanos && !cancellation.happened() && System.nanoTime() - begin < LONGEST * nanos);
            group.work(most, Worker::cleanUp, this::publish);
        }
        return round();
    }

    private void measure(WorkerGroup group) throws IterationException, InterruptedException {
        meter.start();
        measuringSince = System.nanoTime();
        measuring = true;
        Window window =
                group.work(nanos - measured, (worker, time) -> meter.watch(() -> loop(worker, time)), this::publish);
        measuring = false;
        meter.stop();
        measured += window.nanos();
        publish();
    }

    private void loop(Worker worker, Window window) {
        if (plan.rate().isEmpty()) {
            worker.closedLoop(window);
        } else {
            double between = 1e9 / plan.rate().get();
            worker.openLoop(window, workers.indexOf(worker) * between, workers.size() * between);
        }
    }

    private void publish() {
        long soFar = measured + (measuring ? System.nanoTime() - measuringSince : 0);
        report.publish(Math.min(1, (double) soFar / nanos), reader.read(soFar), errors());
    }

    private long errors() {
        return workers.stream().mapToLong(Worker::errors).sum();
    }

    private Round round() {
        reader.read(measured);
        long operations = workers.stream().mapToLong(Worker::operations).sum();
        long inTime = workers.stream().mapToLong(Worker::inTime).sum();
        double seconds = measured / 1e9;
        return new Round(
                number,
                seconds,
                operations,
                errors(),
                workers.stream()
                        .map(Worker::firstError)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                workers.stream().mapToLong(Worker::unserved).sum(),
                seconds > 0 ? inTime / seconds : 0,
                Latency.of(reader.total()),
                meter.perOperation(operations));
    }
}
