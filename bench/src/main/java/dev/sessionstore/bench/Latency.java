package dev.sessionstore.bench;

import org.HdrHistogram.Histogram;

/**
 * How long operations took, in µs, to three digits. In the closed loop that is the time of the call; in the open loop it begins at
 * the moment for which the operation was meant.
 *
 * @param p50 half of them took no longer
 * @param p90 90 % took no longer
 * @param p99 99 % took no longer
 * @param p999 99.9 % took no longer
 * @param max none took longer
 */
public record Latency(double p50, double p90, double p99, double p999, double max) {

    static Latency of(Histogram nanos) {
        return new Latency(
                micros(nanos, 50), micros(nanos, 90), micros(nanos, 99), micros(nanos, 99.9), micros(nanos, 100));
    }

    private static double micros(Histogram nanos, double percentile) {
        return nanos.getTotalCount() == 0 ? 0 : nanos.getValueAtPercentile(percentile) / 1000.0;
    }
}
