package dev.sessionstore;

/**
 * What a store object tells its listeners. {@link Saved}, {@link Touched}, {@link Destroyed} and {@link Expired} tell an
 * effect that this store object had, after it is visible to every reader; a call that changed nothing tells nothing, and what
 * other nodes do is not told here. Events of calls made one after another come in that order; those of concurrent calls come
 * in any. {@code toString} shortens the sid, so an event may be logged.
 */
public sealed interface StoreEvent {

    /** The store answers again: the first success of a call begun after the last failure. Alternates with Disconnected. */
    record Connected() implements StoreEvent {}

    /**
     * The store could not be asked. Told once per outage, by the first call that fails; a store begins connected.
     *
     * @param cause what the failing call threw
     */
    record Disconnected(StoreUnavailableException cause) implements StoreEvent {}

    /**
     * A session was created or its text replaced, by {@code set}, {@code create} or {@code replace}.
     *
     * @param sid the session's id, whole
     */
    record Saved(String sid) implements StoreEvent {
        @Override
        public String toString() {
            return "Saved[" + StoreArguments.shorten(sid) + "]";
        }
    }

    /**
     * A session's expiry was moved by {@code touch}.
     *
     * @param sid the session's id, whole
     */
    record Touched(String sid) implements StoreEvent {
        @Override
        public String toString() {
            return "Touched[" + StoreArguments.shorten(sid) + "]";
        }
    }

    /**
     * A live session was removed, by {@code destroy} or by a {@code set}, {@code touch} or {@code replace} whose expiry was
     * already past.
     *
     * @param sid the session's id, whole
     */
    record Destroyed(String sid) implements StoreEvent {
        @Override
        public String toString() {
            return "Destroyed[" + StoreArguments.shorten(sid) + "]";
        }
    }

    /**
     * An expired session was removed by sweeping. Only from stores that {@link Guarantee#EXPIRED_EVENTS}.
     *
     * @param sid the session's id, whole
     */
    record Expired(String sid) implements StoreEvent {
        @Override
        public String toString() {
            return "Expired[" + StoreArguments.shorten(sid) + "]";
        }
    }
}
