package dev.sessionstore.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One run of a {@link Plan}. Every candidate is connected and filled with its sessions once, in this process. Then, for each number
 * of threads, each warms up, and the rounds go around: A B C, A B C, so that what else happens on the machine meets all alike. Before
 * each turn the garbage is collected, so that none pays for another's.
 *
 * <p>A candidate that cannot be connected or filled, or that cannot go on, is out; {@link Results#failures} says who and why, and
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
     * @param listener hears how it goes
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
     * Does it all and closes every candidate, whatever happens. A thread that is interrupted meanwhile cancels the run and keeps its
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
        List<PreparedTarget> entrants = new ArrayList<>();
        ResultCollector ledger = new ResultCollector(plan);
        try {
            open(entrants);
            ProgressEstimate pace = new ProgressEstimate(plan, entrants.size());
            for (int threads : plan.threads()) {
                for (int round = 0; round <= plan.rounds(); round++) {
                    turns(entrants, threads, round, pace, ledger);
                }
            }
        } finally {
            entrants.forEach(this::close);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return ledger.results(date, failures);
    }

    private void open(List<PreparedTarget> entrants) {
        for (Candidate candidate : plan.candidates()) {
            if (cancellation.happened()) {
                return;
            }
            listener.progress(ProgressEstimate.outside(plan, Progress.Phase.OPENING, candidate.name(), 0));
            Target contender;
            try {
                contender = candidate.opener().open(plan.payload(), plan.maxThreads());
            } catch (Exception e) {
                noteInterrupt(e);
                fail(candidate.name(), "cannot be connected: " + Reasons.of(e));
                continue;
            }
            fill(candidate, contender, entrants);
        }
    }

    private void fill(Candidate candidate, Target contender, List<PreparedTarget> entrants) {
        long begin = System.nanoTime();
        try {
            String[] handles = new Filling(contender, plan.sessions(), cancellation).run(plan.maxThreads(), count -> {
                double perSecond = count / ((System.nanoTime() - begin) / 1e9);
                listener.progress(ProgressEstimate.outside(plan, Progress.Phase.FILLING, candidate.name(), perSecond));
            });
            if (cancellation.happened()) {
                close(candidate.name(), contender);
                return;
            }
            String server = contender.server().orElse(null);
            entrants.add(new PreparedTarget(candidate, contender, server, List.of(handles)));
        } catch (Exception e) {
            noteInterrupt(e);
            fail(candidate.name(), "cannot be filled with sessions: " + Reasons.of(e));
            close(candidate.name(), contender);
        }
    }

    private void turns(
            List<PreparedTarget> entrants, int threads, int number, ProgressEstimate pace, ResultCollector ledger) {
        Duration time = number == 0 ? plan.warmup() : plan.duration();
        for (Iterator<PreparedTarget> turn = entrants.iterator(); turn.hasNext() && !time.isZero(); ) {
            PreparedTarget entrant = turn.next();
            if (cancellation.happened()) {
                return;
            }
            System.gc();
            try {
                Iteration.Report report = (done, reading, errors) ->
                        listener.progress(pace.at(entrant.name(), threads, number, done, reading, errors));
                Round round = new Iteration(plan, entrant, threads, number, time.toNanos(), cancellation, report).run();
                if (number > 0 && !cancellation.happened()) {
                    ledger.add(entrant, threads, round);
                    listener.finished(entrant.name(), threads, round);
                }
                pace.passed(time);
            } catch (IterationException | InterruptedException | RuntimeException e) {
                noteInterrupt(e);
                if (!cancellation.happened()) {
                    turn.remove();
                    fail(entrant.name(), "is out at " + threads + " threads, round " + number + ": " + e.getMessage());
                    close(entrant);
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

    private void fail(String candidate, String reason) {
        Failure failure = new Failure(candidate, reason);
        failures.add(failure);
        listener.failed(failure);
    }

    private void close(PreparedTarget entrant) {
        close(entrant.name(), entrant.contender());
    }

    private void close(String name, Target contender) {
        try {
            contender.close();
        } catch (Exception e) {
            noteInterrupt(e);
            fail(name, "cannot be closed: " + Reasons.of(e));
        }
    }
}
