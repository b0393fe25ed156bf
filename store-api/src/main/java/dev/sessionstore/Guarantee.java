package dev.sessionstore;

/** What a store promises beyond the contract of {@link Store}. */
public enum Guarantee {
    /** Several store objects, in one process or in many, work on the same sessions. */
    SHARED,
    /** Sessions outlive the store object: closed and opened again, it still has them. */
    DURABLE,
    /**
     * {@link StoreEvent.Expired} is published for sessions that expire: at most once over all nodes, and exactly once when no
     * sweeper dies and only stores of this kind prune. Nothing is published for an expired session that is written again
     * before it was swept.
     */
    EXPIRED_EVENTS,
    /** A live session may vanish before its expiry, because the store is bounded in size. No event is published for it. */
    MAY_EVICT
}
