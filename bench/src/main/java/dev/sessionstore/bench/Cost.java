package dev.sessionstore.bench;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one operation costs on average, all that was sent or used divided by the operations. Null is what is not known.
 *
 * @param commands that the server answered
 * @param bytesIn that the server received
 * @param bytesOut that the server sent
 * @param serverCpuMicros CPU time of the server, in µs
 * @param jvmCpuMicros CPU time of this process, in µs: the client, what is measured, and the measuring
 * @param allocatedBytes on the heap, by the threads that work; not known of virtual threads
 */
public record Cost(
        @Nullable Double commands,
        @Nullable Double bytesIn,
        @Nullable Double bytesOut,
        @Nullable Double serverCpuMicros,
        @Nullable Double jvmCpuMicros,
        @Nullable Double allocatedBytes) {

    /** {@return the median of each} */
    static Cost median(List<Cost> costs) {
        return new Cost(
                median(costs, Cost::commands),
                median(costs, Cost::bytesIn),
                median(costs, Cost::bytesOut),
                median(costs, Cost::serverCpuMicros),
                median(costs, Cost::jvmCpuMicros),
                median(costs, Cost::allocatedBytes));
    }

    private static @Nullable Double median(List<Cost> costs, Function<Cost, @Nullable Double> value) {
        return Spread.of(costs.stream().map(value).filter(Objects::nonNull).mapToDouble(Double::doubleValue))
                .map(Spread::median)
                .orElse(null);
    }
}
