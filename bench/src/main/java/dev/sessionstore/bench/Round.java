package dev.sessionstore.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one iteration of one target has measured.
 *
 * @param number of the round, from 1
 * @param seconds that were measured
 * @param operations that ended well; {@code throughput} counts only those that did so within these seconds
 * @param errors operations that failed, which are in no other number
 * @param firstError what the first of them said
 * @param unserved operations of the open loop that had not begun when the time was over; latency counts how long they had waited
 * @param throughput operations per second
 * @param latency of the operations
 * @param cost of each operation
 */
public record Round(
        int number,
        double seconds,
        long operations,
        long errors,
        @Nullable String firstError,
        long unserved,
        double throughput,
        Latency latency,
        Cost cost) {}
