package dev.sessionstore.demo.bench;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** Collects what the workers have recorded, while they go on. For one thread. */
final class Gauge {

    private static final int DIGITS = 3;

    /** Operations per second, and latencies in µs, since the last reading. */
    record Reading(double throughput, double p50, double p99) {}

    private final List<SingleWriterRecorder> recorders;
    private final @Nullable Histogram[] recycled;
    private final Histogram total = new Histogram(DIGITS);
    private final Histogram interval = new Histogram(DIGITS);
    private long lastReading = System.nanoTime();

    Gauge(List<SingleWriterRecorder> recorders) {
        this.recorders = recorders;
        this.recycled = new Histogram[recorders.size()];
    }

    /** The next reading counts from now. */
    void restart() {
        lastReading = System.nanoTime();
    }

    Reading read() {
        interval.reset();
        for (int i = 0; i < recycled.length; i++) {
            recycled[i] = recorders.get(i).getIntervalHistogram(recycled[i]);
            interval.add(recycled[i]);
        }
        total.add(interval);
        long now = System.nanoTime();
        double seconds = (now - lastReading) / 1e9;
        lastReading = now;
        Latency latency = Latency.of(interval);
        return new Reading(seconds > 0 ? interval.getTotalCount() / seconds : 0, latency.p50(), latency.p99());
    }

    /** {@return all that was read so far} */
    Histogram total() {
        return total;
    }
}
