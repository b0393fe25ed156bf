package dev.sessionstore.bench;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run does. {@link #of} begins one.
 *
 * @param targets who takes part, in the order of their iterations
 * @param level what is measured, as the results name it, for example {@code store}
 * @param workload what one operation is
 * @param sessions how many sessions each target has all the time, 1 to 1,000,000
 * @param payload what each session carries
 * @param threads how many threads work at once, 1 to 256 each; one after the other
 * @param duration of one round, 10 ms to 1 h
 * @param rounds how many iterations each target has for each number of threads, 1 to 100
 * @param warmup how long each target works before the rounds of each number of threads, at most 10 min; zero for none
 * @param rate operations begun per second, over all threads, 1 to 1,000,000: the open loop. Empty for the closed loop, where each
 *     thread begins the next operation when the last has ended
 * @param virtualThreads whether virtual threads do the work; they need JDK 21
 */
public record Plan(
        List<TargetSpec> targets,
        String level,
        Workload workload,
        int sessions,
        Payload payload,
        List<Integer> threads,
        Duration duration,
        int rounds,
        Duration warmup,
        Optional<Integer> rate,
        boolean virtualThreads) {

    /** The most sessions of a run. */
    public static final int MAX_SESSIONS = 1_000_000;

    /** The most threads of a run. */
    public static final int MAX_THREADS = 256;

    private static final int MAX_CANDIDATES = 64;
    private static final int MAX_COUNTS = 16;
    private static final int MAX_ROUNDS = 100;
    private static final int MAX_RATE = 1_000_000;
    private static final long MAX_BYTES = 8L << 30;
    private static final Duration MIN_DURATION = Duration.ofMillis(10);
    private static final Duration MAX_DURATION = Duration.ofHours(1);
    private static final Duration MAX_WARMUP = Duration.ofMinutes(10);

    /** Checks the bounds; the messages name the option. */
    public Plan {
        targets = List.copyOf(targets);
        threads = List.copyOf(threads);
        Bounds.check("number of stores", targets.size(), 1, MAX_CANDIDATES);
        checkNames(targets);
        Bounds.check("sessions", sessions, 1, MAX_SESSIONS);
        if ((long) sessions * payload.bytes() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "sessions " + sessions + " × payload " + payload.bytes() + " bytes is more than 8 GiB");
        }
        Bounds.check("number of thread counts", threads.size(), 1, MAX_COUNTS);
        threads.forEach(count -> Bounds.check("threads", count, 1, MAX_THREADS));
        if (new HashSet<>(threads).size() < threads.size()) {
            throw new IllegalArgumentException("threads " + threads + " has a number twice");
        }
        between("duration", duration, MIN_DURATION, MAX_DURATION);
        Bounds.check("rounds", rounds, 1, MAX_ROUNDS);
        between("warmup", warmup, Duration.ZERO, MAX_WARMUP);
        rate.ifPresent(perSecond -> Bounds.check("rate", perSecond, 1, MAX_RATE));
        if (rate.isPresent() && workload.isPrepared() && rate.get() * duration.toMillis() / 1000 > MAX_SESSIONS) {
            throw new IllegalArgumentException("rate " + rate.get() + " for a duration of " + duration.toMillis()
                    + " ms needs more than " + MAX_SESSIONS + " sessions with the workload " + workload.label());
        }
        if (virtualThreads && !WorkerThreads.virtualAreThere()) {
            throw new IllegalArgumentException("virtual threads need JDK 21 or later, this is JDK "
                    + Runtime.version().feature());
        }
    }

    /**
     * Begins a plan: the workload {@code mixed} over 10,000 sessions of 1,024 bytes in 5 attributes, with 8 threads, 5 rounds of
     * 10 s and 2 s of warmup.
     *
     * @param targets who takes part
     * @return a builder, to change any of that
     */
    public static PlanBuilder of(List<TargetSpec> targets) {
        return new PlanBuilder(targets);
    }

    /** {@return the largest number of threads} */
    public int maxThreads() {
        return threads.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** {@return how long all rounds and warmups take together, what is done between them aside} */
    public Duration workingTime() {
        return duration.multipliedBy(rounds).plus(warmup).multipliedBy((long) threads.size() * targets.size());
    }

    private static void checkNames(List<TargetSpec> targets) {
        Set<String> names = new HashSet<>();
        for (TargetSpec target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("store " + target.name() + " takes part twice");
            }
        }
        for (TargetSpec target : targets) {
            target.baseline().filter(baseline -> !names.contains(baseline)).ifPresent(baseline -> {
                throw new IllegalArgumentException(
                        "store " + target.name() + " is compared with " + baseline + ", which does not take part");
            });
        }
    }

    private static void between(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(option + " of " + value.toMillis() + " ms is not between "
                    + least.toMillis() + " and " + most.toMillis() + " ms");
        }
    }
}
