package dev.sessionstore;

/** What a store promises beyond the contract of {@link Store}. */
public enum Guarantee {
    /** Several store objects, in one process or in many, work on the same sessions. */
    SHARED,
    /** Sessions outlive the store object: closed and opened again, it still has them. */
    DURABLE,
    /**
     * {@link StoreEvent.Expired} is told for sessions that expire: at most once over all nodes, and exactly once when no
     * sweeper dies and only stores of this kind prune. A sid that is written again before it was swept is alive again and its
     * earlier end is not told.
     */
    EXPIRED_EVENTS,
    /** A live session may vanish before its expiry, because the store is bounded in size. No event tells of it. */
    MAY_EVICT
}
