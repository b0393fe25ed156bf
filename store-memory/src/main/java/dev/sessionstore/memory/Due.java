package dev.sessionstore.memory;

/**
 * When the sweeper looks at a session next; soonest first.
 *
 * @param at milliseconds since 1970-01-01T00:00Z
 * @param sid the session's id
 */
record Due(long at, String sid) implements Comparable<Due> {

    @Override
    public int compareTo(Due other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : sid.compareTo(other.sid);
    }
}
