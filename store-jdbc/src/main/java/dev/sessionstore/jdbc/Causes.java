package dev.sessionstore.jdbc;

import java.util.Objects;
import java.util.stream.Stream;

/** A failure and what it was caused by. A chain that is closed to a circle is followed only so far. */
final class Causes {

    private static final int DEEPEST = 30;

    private Causes() {}

    static Stream<Throwable> of(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(DEEPEST);
    }
}
