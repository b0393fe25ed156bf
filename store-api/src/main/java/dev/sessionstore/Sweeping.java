package dev.sessionstore;

/** Removal of expired records on demand, for an application that does not wait for the store's own sweeper. */
public interface Sweeping {

    /**
     * Removes expired records. A store that promises {@link Guarantee#EXPIRED_EVENTS} publishes {@link StoreEvent.Expired} for
     * each on the calling thread. Never removes a live session. Errors are those of {@link Store}.
     *
     * @param atMost how many to remove at most, 1 or more
     * @return how many this call removed; less than {@code atMost} when no more were expired
     * @throws IllegalArgumentException when {@code atMost} is less than 1
     */
    int sweep(int atMost);
}
