package dev.sessionstore.micrometer;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import java.util.Locale;
import java.util.Optional;

/** How a call ended, as the label {@code outcome} names it. */
enum Outcome {
    /** A read found a session. */
    FOUND,
    /** There was no session, or no entry. */
    ABSENT,
    /** What was called for has happened. */
    DONE,
    /** Nothing was created, since there is a session under the id. */
    EXISTS,
    /** Nothing was replaced, since the text is another one. */
    CHANGED,
    /** Nothing was replaced, since the session has ended. */
    GONE,
    /** The backend did not answer in time. */
    UNAVAILABLE,
    /** The thread was interrupted while it waited, which says nothing about the backend. */
    INTERRUPTED,
    /** The backend refused. */
    REFUSED,
    /** An argument was refused. */
    INVALID,
    /** The store was closed. */
    CLOSED,
    /** Anything else was thrown. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }

    static Outcome ofRead(Optional<?> found) {
        return found.isPresent() ? FOUND : ABSENT;
    }

    static Outcome ofChange(boolean happened) {
        return happened ? DONE : ABSENT;
    }

    static Outcome ofCreate(boolean created) {
        return created ? DONE : EXISTS;
    }

    static Outcome ofReplace(WriteOutcome outcome) {
        return switch (outcome) {
            case WRITTEN -> DONE;
            case CHANGED -> CHANGED;
            case GONE -> GONE;
        };
    }

    static Outcome ofFailure(Throwable thrown) {
        if (thrown instanceof StoreUnavailableException) {
            return thrown.getCause() instanceof InterruptedException ? INTERRUPTED : UNAVAILABLE;
        }
        if (thrown instanceof StoreException) {
            return REFUSED;
        }
        if (thrown instanceof IllegalArgumentException || thrown instanceof NullPointerException) {
            return INVALID;
        }
        return thrown instanceof IllegalStateException ? CLOSED : FAILED;
    }
}
