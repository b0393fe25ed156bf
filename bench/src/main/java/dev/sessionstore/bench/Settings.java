package dev.sessionstore.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a plan, as the results keep them; see {@link Plan}.
 *
 * @param level what was measured
 * @param workload what one operation was
 * @param sessions of each target
 * @param payloadBytes of each session
 * @param attributes that they were in
 * @param threads how many worked at once
 * @param durationMillis of a round
 * @param rounds for each number of threads
 * @param warmupMillis before them
 * @param rate operations per second in the open loop, null in the closed loop
 * @param virtualThreads whether they were virtual
 */
public record Settings(
        String level,
        Workload workload,
        int sessions,
        int payloadBytes,
        int attributes,
        List<Integer> threads,
        long durationMillis,
        int rounds,
        long warmupMillis,
        @Nullable Integer rate,
        boolean virtualThreads) {

    /** Copies the list. */
    public Settings {
        threads = List.copyOf(threads);
    }

    static Settings of(Plan plan) {
        return new Settings(
                plan.level(),
                plan.workload(),
                plan.sessions(),
                plan.payload().bytes(),
                plan.payload().attributes(),
                plan.threads(),
                plan.duration().toMillis(),
                plan.rounds(),
                plan.warmup().toMillis(),
                plan.rate().orElse(null),
                plan.virtualThreads());
    }

    /** {@return whether operations began at a given rate} */
    boolean openLoop() {
        return rate != null;
    }
}
