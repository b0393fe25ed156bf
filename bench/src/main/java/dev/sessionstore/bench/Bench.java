package dev.sessionstore.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run of a {@link Plan}. Every target is connected and filled with its sessions once, in this process. Then, for each number
 * of threads, each warms up, and the rounds go around: A B C, A B C, so that what else happens on the machine meets all alike. Before
 * each iteration the garbage is collected, so that none pays for another's.
 *
 * <p>A target that cannot be connected or filled, or that cannot go on, is out; {@link Results#failures} says who and why, and
 * the others go on. One that is compared with it has no ratio. Operations that fail are counted as errors and nothing else.
 *
 * <p>{@link #run()} is called once, {@link #cancel()} any time by any thread.
 */
public final class Bench {

    private final Plan plan;
    private final BenchListener listener;
    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final List<Failure> failures = new ArrayList<>();
    private boolean interrupted;

    /**
     * @param plan what to do
     * @param listener is notified of what happens
     */
    public Bench(Plan plan, BenchListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /** Ends the run soon. The rounds that were finished stay in the results. */
    public void cancel() {
        cancellation.now();
    }

    /**
     * Does it all and closes every target, whatever happens. A thread that is interrupted meanwhile cancels the run and keeps its
     * flag.
     *
     * @return what was measured
     * @throws IllegalStateException when it has been called before
     */
    public Results run() {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("A bench runs once");
        }
        Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<PreparedTarget> prepared = new ArrayList<>();
        ResultCollector collector = new ResultCollector(plan);
        try {
            open(prepared);
            ProgressEstimate estimate = new ProgressEstimate(plan, prepared.size());
            for (int threads : plan.threads()) {
                for (int round = 0; round <= plan.rounds(); round++) {
                    iterations(prepared, threads, round, estimate, collector);
                }
            }
        } finally {
            prepared.forEach(this::close);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return collector.results(date, failures);
    }

    private void open(List<PreparedTarget> prepared) {
        for (TargetSpec spec : plan.targets()) {
            if (cancellation.happened()) {
                return;
            }
            listener.progress(ProgressEstimate.outside(plan, Progress.Phase.OPENING, spec.name(), 0));
            Target target;
            try {
                target = spec.opener().open(plan.payload(), plan.maxThreads());
            } catch (Exception e) {
                noteInterrupt(e);
                fail(spec.name(), "cannot be connected: " + Reasons.of(e));
                continue;
            }
            fill(spec, target, prepared);
        }
    }

    private void fill(TargetSpec spec, Target target, List<PreparedTarget> prepared) {
        long begin = System.nanoTime();
        try {
            String[] handles = new Filling(target, plan.sessions(), cancellation).run(plan.maxThreads(), count -> {
                double perSecond = count / ((System.nanoTime() - begin) / 1e9);
                listener.progress(ProgressEstimate.outside(plan, Progress.Phase.FILLING, spec.name(), perSecond));
            });
            if (cancellation.happened()) {
                close(spec.name(), target);
                return;
            }
            String server = target.server().orElse(null);
            prepared.add(new PreparedTarget(spec, target, server, List.of(handles)));
        } catch (Exception e) {
            noteInterrupt(e);
            fail(spec.name(), "cannot be filled with sessions: " + Reasons.of(e));
            close(spec.name(), target);
        }
    }

    private void iterations(
            List<PreparedTarget> prepared,
            int threads,
            int number,
            ProgressEstimate estimate,
            ResultCollector collector) {
        Duration time = number == 0 ? plan.warmup() : plan.duration();
        for (Iterator<PreparedTarget> each = prepared.iterator(); each.hasNext() && !time.isZero(); ) {
            PreparedTarget target = each.next();
            if (cancellation.happened()) {
                return;
            }
            System.gc();
            try {
                Iteration.Report report = (done, reading, errors) ->
                        listener.progress(estimate.at(target.name(), threads, number, done, reading, errors));
                Round round = new Iteration(plan, target, threads, number, time.toNanos(), cancellation, report).run();
                if (number > 0 && !cancellation.happened()) {
                    collector.add(target, threads, round);
                    listener.finished(target.name(), threads, round);
                }
                estimate.passed(time);
            } catch (IterationException | InterruptedException | RuntimeException e) {
                noteInterrupt(e);
                if (!cancellation.happened()) {
                    each.remove();
                    fail(target.name(), "is out at " + threads + " threads, round " + number + ": " + e.getMessage());
                    close(target);
                }
            }
        }
    }

    private void noteInterrupt(Exception e) {
        if (e instanceof InterruptedException) {
            interrupted = true;
            cancel();
        }
    }

    private void fail(String target, String reason) {
        Failure failure = new Failure(target, reason);
        failures.add(failure);
        listener.failed(failure);
    }

    private void close(PreparedTarget target) {
        close(target.name(), target.target());
    }

    private void close(String name, Target target) {
        try {
            target.close();
        } catch (Exception e) {
            noteInterrupt(e);
            fail(name, "cannot be closed: " + Reasons.of(e));
        }
    }
}
