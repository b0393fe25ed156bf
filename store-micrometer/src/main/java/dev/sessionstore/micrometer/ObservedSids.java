package dev.sessionstore.micrometer;

import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a listing, which is one call once it was read to its end or has failed. What its reader does meanwhile counts as its
 * time, and what it throws as its outcome. One that is abandoned is not noted, since an abandoned stream says nothing.
 */
final class ObservedSids implements Spliterator<String> {

    private static final int KEPT = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL;

    private final Calls calls;
    private final Operation operation;
    private final Spliterator<String> behind;
    private long nanos;
    private boolean ended;

    private ObservedSids(Calls calls, Operation operation, Spliterator<String> behind) {
        this.calls = calls;
        this.operation = operation;
        this.behind = behind;
    }

    static Stream<String> of(Calls calls, Operation operation, Supplier<Stream<String>> call) {
        Stream<String> sids;
        try {
            sids = call.get();
        } catch (Throwable thrown) {
            calls.ended(operation, Outcome.ofFailure(thrown), 0);
            throw thrown;
        }
        return StreamSupport.stream(new ObservedSids(calls, operation, sids.spliterator()), false)
                .onClose(sids::close);
    }

    /** A reader that takes all of them. */
    @Override
    public void forEachRemaining(Consumer<? super String> action) {
        if (ended) {
            return;
        }
        ended = true;
        calls.make(operation, () -> behind.forEachRemaining(action));
    }

    /** A reader that may stop at each. */
    @Override
    public boolean tryAdvance(Consumer<? super String> action) {
        long begun = System.nanoTime();
        boolean advanced;
        try {
            advanced = behind.tryAdvance(action);
        } catch (Throwable thrown) {
            end(Outcome.ofFailure(thrown), begun);
            throw thrown;
        }
        if (advanced) {
            nanos += System.nanoTime() - begun;
        } else {
            end(Outcome.DONE, begun);
        }
        return advanced;
    }

    private void end(Outcome outcome, long begun) {
        if (!ended) {
            ended = true;
            calls.ended(operation, outcome, nanos + System.nanoTime() - begun);
        }
    }

    @Override
    public @Nullable Spliterator<String> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return behind.estimateSize();
    }

    @Override
    public int characteristics() {
        return behind.characteristics() & KEPT;
    }
}
