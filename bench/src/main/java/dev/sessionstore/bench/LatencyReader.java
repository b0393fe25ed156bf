package dev.sessionstore.bench;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** Collects what the workers have recorded, while they go on. For one thread. */
final class LatencyReader {

    private static final int DIGITS = 3;

    /** A shorter interval is counted with the next. */
    private static final long SHORTEST = 200_000_000;

    /** Operations per second, and latencies in µs, since the last reading; zeros when that was a moment ago. */
    record Reading(double throughput, double p50, double p99) {

        static final Reading NONE = new Reading(0, 0, 0);
    }

    private final List<SingleWriterRecorder> recorders;
    private final @Nullable Histogram[] recycled;
    private final Histogram total = new Histogram(DIGITS);
    private final Histogram interval = new Histogram(DIGITS);
    private long lastReading;

    LatencyReader(List<SingleWriterRecorder> recorders) {
        this.recorders = recorders;
        this.recycled = new Histogram[recorders.size()];
    }

    /**
     * Collects.
     *
     * @param measured how long the clock of the iteration has run so far, in ns
     */
    Reading read(long measured) {
        for (int i = 0; i < recycled.length; i++) {
            recycled[i] = recorders.get(i).getIntervalHistogram(recycled[i]);
            interval.add(recycled[i]);
            total.add(recycled[i]);
        }
        long nanos = measured - lastReading;
        if (nanos < SHORTEST) {
            return Reading.NONE;
        }
        Latency latency = Latency.of(interval);
        Reading reading = new Reading(interval.getTotalCount() / (nanos / 1e9), latency.p50(), latency.p99());
        lastReading = measured;
        interval.reset();
        return reading;
    }

    /** {@return all that was read so far} */
    Histogram total() {
        return total;
    }
}
