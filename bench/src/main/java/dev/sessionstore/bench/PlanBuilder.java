package dev.sessionstore.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts a {@link Plan} together; what is not said stays as {@link Plan#of} has it. Not thread-safe. */
public final class PlanBuilder {

    private final List<TargetSpec> targets;
    private String level = "store";
    private Workload workload = Workload.MIXED;
    private int sessions = 10_000;
    private Payload payload = new Payload(1024, 5);
    private List<Integer> threads = List.of(8);
    private Duration duration = Duration.ofSeconds(10);
    private int rounds = 5;
    private Duration warmup = Duration.ofSeconds(2);
    private Optional<Integer> rate = Optional.empty();
    private boolean virtualThreads;

    PlanBuilder(List<TargetSpec> targets) {
        this.targets = targets;
    }

    /**
     * Names what is measured.
     *
     * @param level what is measured, as the results name it
     * @return this
     */
    public PlanBuilder level(String level) {
        this.level = level;
        return this;
    }

    /**
     * Chooses the operation.
     *
     * @param workload what one operation is
     * @return this
     */
    public PlanBuilder workload(Workload workload) {
        this.workload = workload;
        return this;
    }

    /**
     * Sets how many sessions there are.
     *
     * @param sessions of each target, 1 to 1,000,000
     * @return this
     */
    public PlanBuilder sessions(int sessions) {
        this.sessions = sessions;
        return this;
    }

    /**
     * Sets what they carry.
     *
     * @param payload of each session
     * @return this
     */
    public PlanBuilder payload(Payload payload) {
        this.payload = payload;
        return this;
    }

    /**
     * Sets how many threads work.
     *
     * @param threads how many work at once, 1 to 256 each, one after the other
     * @return this
     */
    public PlanBuilder threads(List<Integer> threads) {
        this.threads = threads;
        return this;
    }

    /**
     * Sets how long a round takes.
     *
     * @param duration of one round, 10 ms to 1 h
     * @return this
     */
    public PlanBuilder duration(Duration duration) {
        this.duration = duration;
        return this;
    }

    /**
     * Sets how many rounds there are.
     *
     * @param rounds of each target for each number of threads, 1 to 100
     * @return this
     */
    public PlanBuilder rounds(int rounds) {
        this.rounds = rounds;
        return this;
    }

    /**
     * Sets how long the warm-up is.
     *
     * @param warmup of each target for each number of threads, at most 10 min
     * @return this
     */
    public PlanBuilder warmup(Duration warmup) {
        this.warmup = warmup;
        return this;
    }

    /**
     * Makes it an open loop: operations begin at this rate whether or not earlier ones have ended, as visitors do, and latency
     * counts from the moment an operation should have begun.
     *
     * @param perSecond operations over all threads, 1 to 1,000,000
     * @return this
     */
    public PlanBuilder rate(int perSecond) {
        this.rate = Optional.of(perSecond);
        return this;
    }

    /**
     * Lets virtual threads do the work; they need JDK 21.
     *
     * @return this
     */
    public PlanBuilder virtualThreads() {
        this.virtualThreads = true;
        return this;
    }

    /**
     * {@return the plan}
     *
     * @throws IllegalArgumentException when something is out of bounds; the message names it
     */
    public Plan build() {
        return new Plan(
                targets, level, workload, sessions, payload, threads, duration, rounds, warmup, rate, virtualThreads);
    }
}
