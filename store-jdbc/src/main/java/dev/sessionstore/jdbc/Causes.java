package dev.sessionstore.jdbc;

import java.util.Objects;
import java.util.stream.Stream;

/** An exception and its causes. A cyclic chain is followed to a fixed depth only. */
final class Causes {

    private static final int DEEPEST = 30;

    private Causes() {}

    static Stream<Throwable> of(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }
}
