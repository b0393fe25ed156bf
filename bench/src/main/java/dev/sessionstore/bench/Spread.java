package dev.sessionstore.bench;

import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * One number over all rounds.
 *
 * @param median the middle one, or between the two in the middle
 * @param min the least
 * @param max the greatest
 */
public record Spread(double median, double min, double max) {

    private static final double STEADY = 2;

    /** {@return whether the rounds are too far apart to be trusted: the greatest is more than twice the least} */
    public boolean scatters() {
        return max > STEADY * min;
    }

    /** {@return the spread of these values, empty when there is none} */
    static Optional<Spread> of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return Optional.of(new Spread(median, sorted[0], sorted[sorted.length - 1]));
    }
}
