package dev.sessionstore.micrometer;

import java.util.function.Function;
import java.util.function.Supplier;

/** Makes calls and notes nothing, for a store without meters. */
final class UnmeteredCalls implements Calls {

    @Override
    public <T> T make(Operation operation, Supplier<T> call, Function<? super T, Outcome> outcome) {
        return call.get();
    }

    @Override
    public void ended(Operation operation, Outcome outcome, long nanos) {}

    @Override
    public void read(String data) {}

    @Override
    public void written(String data) {}
}
