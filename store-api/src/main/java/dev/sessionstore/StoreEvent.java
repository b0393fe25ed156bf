package dev.sessionstore;

/**
 * What a store object publishes to its listeners. A {@link SessionEvent} is an effect that this store object had, published
 * after the effect is visible to every reader. A call that changed nothing publishes nothing, and what other nodes do is not
 * published here. Events of calls made one after another come in that order; those of concurrent calls come in any order.
 */
public sealed interface StoreEvent {

    /** The store answers again: the first success of a call begun after the last failure. Alternates with Disconnected. */
    record Connected() implements StoreEvent {}

    /**
     * The store is unavailable. Published once per outage, by the first call that fails; a store begins connected.
     *
     * @param cause what the failing call threw
     */
    record Disconnected(StoreUnavailableException cause) implements StoreEvent {}

    /** An effect on one session. Its {@code toString} shortens the sid, so the event may be logged. */
    sealed interface SessionEvent extends StoreEvent {

        /** {@return the session's id, whole} */
        String sid();
    }

    /**
     * A session was created or its text replaced, by {@code set}, {@code create} or {@code replace}.
     *
     * @param sid the session's id, whole
     */
    record Saved(String sid) implements SessionEvent {
        @Override
        public String toString() {
            return shortened(this);
        }
    }

    /**
     * A session's expiry was moved by {@code touch}.
     *
     * @param sid the session's id, whole
     */
    record Touched(String sid) implements SessionEvent {
        @Override
        public String toString() {
            return shortened(this);
        }
    }

    /**
     * A live session was removed, by {@code destroy} or by a {@code set}, {@code touch} or {@code replace} whose expiry was
     * already past.
     *
     * @param sid the session's id, whole
     */
    record Destroyed(String sid) implements SessionEvent {
        @Override
        public String toString() {
            return shortened(this);
        }
    }

    /**
     * An expired session was removed by sweeping. Published only by stores that promise {@link Guarantee#EXPIRED_EVENTS}.
     *
     * @param sid the session's id, whole
     */
    record Expired(String sid) implements SessionEvent {
        @Override
        public String toString() {
            return shortened(this);
        }
    }

    private static String shortened(SessionEvent event) {
        return event.getClass().getSimpleName() + "[" + StoreArguments.shorten(event.sid()) + "]";
    }
}
