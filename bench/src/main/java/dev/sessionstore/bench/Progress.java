package dev.sessionstore.bench;

import java.time.Duration;

/**
 * How far a run is.
 *
 * @param phase what happens now
 * @param candidate whose turn it is
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
        String candidate,
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
        /** The candidate connects. */
        OPENING,
        /** Its sessions are created; {@code throughput} tells how many in a second. */
        FILLING,
        /** It works, and nobody counts. */
        WARMUP,
        /** It works and is measured. */
        ROUND
    }
}
