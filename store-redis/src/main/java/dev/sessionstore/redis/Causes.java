package dev.sessionstore.redis;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** An exception and its causes. Some clients build a chain that is a circle, so only its first 30 are looked at. */
final class Causes {

    private static final int MAX_DEPTH = 30;

    private Causes() {}

    static Stream<Throwable> of(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(MAX_DEPTH);
    }

    /** {@return the exception of the client, without the wrappers of futures} */
    static Throwable unwrap(Throwable thrown) {
        return of(thrown)
                .filter(cause -> !(cause instanceof CompletionException || cause instanceof ExecutionException)
                        || cause.getCause() == null)
                .findFirst()
                .orElse(thrown);
    }
}
