package dev.sessionstore.session;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What may still be done with the session of a request. Not thread-safe. */
final class SessionState {

    private static final String DESTROYED = "was destroyed";

    private final SessionExchange exchange;
    private @Nullable String end;
    private boolean requestEnded;
    private boolean unavailable;

    SessionState(SessionExchange exchange) {
        this.exchange = exchange;
    }

    boolean isLive() {
        return end == null;
    }

    boolean isDestroyed() {
        return DESTROYED.equals(end);
    }

    void destroyed() {
        end = DESTROYED;
    }

    void unset() {
        end = "was unset";
    }

    /** {@return what a call of the store gives} Remembers whether the store could be asked. */
    <T extends @Nullable Object> T ask(Supplier<T> call) {
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

    void requestEnded() {
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
        if (exchange.isCommitted() && !stored) {
            throw new IllegalStateException(
                    "the response has begun, so the cookie of a new session cannot be sent any more");
        }
    }

    /** For a new id. */
    void requireNotBegun(boolean stored) {
        requireWritable(stored);
        if (exchange.isCommitted()) {
            throw new IllegalStateException(
                    "the response has begun, so the cookie of a new id cannot be sent any more");
        }
    }
}
