package dev.sessionstore.micrometer;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes each call an observation, with the names that Lettuce and Spring Data use for theirs. */
final class TracedCalls implements Calls {

    private final Calls behind;
    private final ObservationRegistry registry;
    private final String system;

    TracedCalls(Calls behind, ObservationRegistry registry, String system) {
        this.behind = behind;
        this.registry = registry;
        this.system = system;
    }

    /** A call of a server. There is nothing to take a trace's id along. */
    private static final class Context extends SenderContext<Object> {

        Context(String system) {
            super((carrier, key, value) -> {}, Kind.CLIENT);
            setRemoteServiceName(system);
        }
    }

    @Override
    public <T> T make(Operation operation, Supplier<T> call, Function<? super T, Outcome> outcome) {
        Observation observation = Observation.createNotStarted(
                        "session.store.operation", () -> new Context(system), registry)
                .contextualName("session " + operation.label())
                .lowCardinalityKeyValue("db.system", system)
                .lowCardinalityKeyValue("db.operation", operation.label())
                .start();
        try (Observation.Scope scope = observation.openScope()) {
            T result = behind.make(operation, call, outcome);
            observation.lowCardinalityKeyValue("outcome", outcome.apply(result).label());
            return result;
        } catch (Throwable thrown) {
            Outcome failure = Outcome.ofFailure(thrown);
            observation.lowCardinalityKeyValue("outcome", failure.label()).error(redacted(failure));
            throw thrown;
        } finally {
            observation.stop();
        }
    }

    /** What a client or a driver says may show a sid or data, so only the kind of the failure gets into a trace. */
    private static RuntimeException redacted(Outcome failure) {
        return switch (failure) {
            case UNAVAILABLE, INTERRUPTED -> new StoreUnavailableException(failure.label());
            case REFUSED -> new StoreException(failure.label());
            case INVALID -> new IllegalArgumentException(failure.label());
            case CLOSED -> new IllegalStateException(failure.label());
            default -> new RuntimeException(failure.label());
        };
    }

    @Override
    public void ended(Operation operation, Outcome outcome, long nanos) {
        behind.ended(operation, outcome, nanos);
    }

    @Override
    public void read(String data) {
        behind.read(data);
    }

    @Override
    public void written(String data) {
        behind.written(data);
    }
}
