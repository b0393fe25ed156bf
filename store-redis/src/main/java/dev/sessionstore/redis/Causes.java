package dev.sessionstore.redis;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** A failure and what it was caused by. Some clients close the chain to a circle, so it is followed only so far. */
final class Causes {

    private static final int DEEPEST = 30;

    private Causes() {}

    static Stream<Throwable> of(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }

    /** What the client threw, without what futures put around it. */
    static Throwable unwrap(Throwable thrown) {
        return of(thrown)
                .filter(cause -> !(cause instanceof CompletionException || cause instanceof ExecutionException)
                        || cause.getCause() == null)
                .findFirst()
                .orElse(thrown);
    }
}
