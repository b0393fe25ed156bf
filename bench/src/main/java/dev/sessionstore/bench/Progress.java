package dev.sessionstore.bench;

import java.time.Duration;

/**
 * How far a run is.
 *
 * @param phase what happens now
 * @param target which one works now
 * @param threads how many work at once
 * @param round from 1; 0 before the first
 * @param rounds how many there are for each number of threads
 * @param done the share of the whole run, 0 to 1; opening and filling are not counted
 * @param timeLeft of the run, an estimate from the time it has taken so far
 * @param throughput operations per second since the last report; 0 while nothing is measured
 * @param p50 of the same time, in µs
 * @param p99 of the same time, in µs
 * @param errors in this round so far
 */
public record Progress(
        Phase phase,
        String target,
        int threads,
        int round,
        int rounds,
        double done,
        Duration timeLeft,
        double throughput,
        double p50,
        double p99,
        long errors) {

    /** What happens. */
    public enum Phase {
        /** The target connects. */
        OPENING,
        /** Its sessions are created; {@code throughput} is how many in a second. */
        FILLING,
        /** It works and is not measured. */
        WARMUP,
        /** It works and is measured. */
        ROUND
    }
}
