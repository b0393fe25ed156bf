package dev.sessionstore.session;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What may still be done with the session of a request. Not thread-safe. */
final class SessionState {

    private static final String DESTROYED = "was destroyed";

    private final BooleanSupplier committed;
    private @Nullable String end;
    private boolean requestEnded;
    private boolean unavailable;

    /** @param committed whether the response has begun */
    SessionState(BooleanSupplier committed) {
        this.committed = committed;
    }

    boolean isLive() {
        return end == null;
    }

    boolean isDestroyed() {
        return DESTROYED.equals(end);
    }

    void markDestroyed() {
        end = DESTROYED;
    }

    void markUnset() {
        end = "was unset";
    }

    /** {@return the result of a call of the store} Remembers whether the store was unavailable. */
    <T extends @Nullable Object> T call(Supplier<T> call) {
        unavailable = false;
        try {
            return call.get();
        } catch (SessionUnavailableException e) {
            unavailable = true;
            throw e;
        }
    }

    boolean isUnavailable() {
        return unavailable;
    }

    void markRequestEnded() {
        requestEnded = true;
    }

    void requireLive() {
        if (end != null) {
            throw new IllegalStateException("the session " + end);
        }
    }

    /**
     * @param stored whether the store has the session already
     */
    void requireWritable(boolean stored) {
        requireLive();
        if (requestEnded) {
            throw new IllegalStateException("the request has ended, so a change of its session would be lost");
        }
        if (committed.getAsBoolean() && !stored) {
            throw new IllegalStateException(
                    "the response has begun, so the cookie of a new session cannot be sent any more");
        }
    }

    /** For a new id. */
    void requireNotBegun(boolean stored) {
        requireWritable(stored);
        if (committed.getAsBoolean()) {
            throw new IllegalStateException(
                    "the response has begun, so the cookie of a new id cannot be sent any more");
        }
    }
}
