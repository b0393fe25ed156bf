package dev.sessionstore.micrometer;

import java.util.function.Function;
import java.util.function.Supplier;

/** Makes calls of a store and notes how each ended, once. Thread-safe. */
interface Calls {

    /**
     * Makes a call.
     *
     * @param call calls the store, once, on this thread
     * @param outcome what the result means
     * @return what the call returned; what it threw is thrown
     */
    <T> T make(Operation operation, Supplier<T> call, Function<? super T, Outcome> outcome);

    /** Makes a call that returns nothing. */
    default void make(Operation operation, Runnable call) {
        make(
                operation,
                () -> {
                    call.run();
                    return Outcome.DONE;
                },
                Function.identity());
    }

    /** Notes a call that was not made here. */
    void ended(Operation operation, Outcome outcome, long nanos);

    /** Notes a session's text that was read. */
    void read(String data);

    /** Notes a session's text that was written. */
    void written(String data);
}
