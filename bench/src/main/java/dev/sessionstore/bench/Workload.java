package dev.sessionstore.bench;

import java.util.Locale;

/** What one operation of a run is. */
public enum Workload {
    /** {@link Target#read} of a session chosen at random. */
    READ,
    /** {@link Target#change} of a session chosen at random. */
    CHANGE,
    /**
     * 80 % reads and 16 % changes of sessions chosen at random, 2 % logins and 2 % logouts. A thread logs out what it has logged
     * in itself, in the order of logins, so that no thread reads a session that is gone; when it has nothing to log out, it logs in.
     */
    MIXED,
    /**
     * {@link Target#login}. When each thread has its share of new sessions (as many as the run has, at least 1,000 a thread)
     * the clock stops, they are logged out, and it goes on, until the time of the round has been measured.
     */
    LOGIN,
    /**
     * {@link Target#logout}. Before the clock starts each thread logs its share in (as many as the run has, at least 1,000 a
     * thread); when one has none left the clock stops for the next logins, until the time of the round has been measured.
     */
    LOGOUT,
    /** Login, change and logout of one session: the three together are one operation with one latency. */
    CHURN;

    /** {@return whether the clock stops between parts of a round, to make or to remove sessions} */
    boolean isPrepared() {
        return this == LOGIN || this == LOGOUT;
    }

    /** {@return the name as options and results have it, for example {@code read}} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
