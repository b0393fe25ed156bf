package dev.sessionstore;

/** Removal of expired records now, for who does not want to wait for the store's own sweeper or has switched it off. */
public interface Sweeping {

    /**
     * Removes records that are expired, and tells {@link StoreEvent.Expired} for each on the calling thread if the store
     * {@link Guarantee#EXPIRED_EVENTS}. Never removes a live session. Errors are those of {@link Store}.
     *
     * @param atMost how many to remove at most, 1 or more
     * @return how many this call removed; less than {@code atMost} when no more were due
     * @throws IllegalArgumentException when {@code atMost} is less than 1
     */
    int sweep(int atMost);
}
