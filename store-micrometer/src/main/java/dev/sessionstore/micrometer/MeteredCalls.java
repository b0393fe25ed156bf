package dev.sessionstore.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts each call, and measures the time and the bytes of one in so many, chosen at random: looking at the clock twice costs more
 * than a tenth of what a read from memory does. The meters of an outcome are made when it first occurs.
 */
final class MeteredCalls implements Calls {

    private static final int OUTCOMES = Outcome.values().length;
    private static final long NOT_MEASURED = Long.MIN_VALUE;

    private final MeterRegistry registry;
    private final Clock clock;
    private final Tags tags;
    private final int oneIn;
    private final Counter bytesRead;
    private final Counter bytesWritten;
    private final AtomicReferenceArray<@Nullable Meters> meters =
            new AtomicReferenceArray<>(Operation.values().length * OUTCOMES);

    private record Meters(Counter calls, Timer duration) {}

    MeteredCalls(MeterRegistry registry, Tags tags, int oneIn) {
        this.registry = registry;
        this.clock = registry.config().clock();
        this.tags = tags;
        this.oneIn = oneIn;
        this.bytesRead = bytes("session.store.data.read", "The texts of sessions that were read, in UTF-8");
        this.bytesWritten = bytes("session.store.data.written", "The texts of sessions that were written, in UTF-8");
    }

    private Counter bytes(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .baseUnit("bytes")
                .tags(tags)
                .register(registry);
    }

    @Override
    public <T> T make(Operation operation, Supplier<T> call, Function<? super T, Outcome> outcome) {
        long begun = isMeasured() ? clock.monotonicTime() : NOT_MEASURED;
        T result;
        try {
            result = call.get();
        } catch (Throwable thrown) {
            note(operation, Outcome.ofFailure(thrown), begun);
            throw thrown;
        }
        note(operation, outcome.apply(result), begun);
        return result;
    }

    private void note(Operation operation, Outcome outcome, long begun) {
        Meters those = meters(operation, outcome);
        those.calls.increment();
        if (begun != NOT_MEASURED) {
            those.duration.record(clock.monotonicTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void ended(Operation operation, Outcome outcome, long nanos) {
        Meters those = meters(operation, outcome);
        those.calls.increment();
        if (isMeasured()) {
            those.duration.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void read(String data) {
        if (isMeasured()) {
            bytesRead.increment((double) oneIn * Utf8.length(data));
        }
    }

    @Override
    public void written(String data) {
        if (isMeasured()) {
            bytesWritten.increment((double) oneIn * Utf8.length(data));
        }
    }

    private boolean isMeasured() {
        return oneIn == 1 || ThreadLocalRandom.current().nextInt(oneIn) == 0;
    }

    private Meters meters(Operation operation, Outcome outcome) {
        int index = operation.ordinal() * OUTCOMES + outcome.ordinal();
        Meters those = meters.get(index);
        if (those == null) {
            those = register(tags.and("operation", operation.label(), "outcome", outcome.label()));
            meters.set(index, those);
        }
        return those;
    }

    /** Two threads get the same from the registry. */
    private Meters register(Tags labels) {
        Counter calls = Counter.builder("session.store.operations")
                .description("Calls of the session store")
                .tags(labels)
                .register(registry);
        Timer duration = Timer.builder("session.store.operation.duration")
                .description("How long calls of the session store took")
                .tags(labels)
                .register(registry);
        return new Meters(calls, duration);
    }
}
