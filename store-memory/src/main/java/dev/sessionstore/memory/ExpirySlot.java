package dev.sessionstore.memory;

/**
 * When the sweeper next visits a session; the earliest comes first.
 *
 * @param at milliseconds since 1970-01-01T00:00Z
 * @param sid the session's id
 */
record ExpirySlot(long at, String sid) implements Comparable<ExpirySlot> {

    @Override
    public int compareTo(ExpirySlot other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : sid.compareTo(other.sid);
    }
}
