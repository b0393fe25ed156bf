package dev.sessionstore.jdbc;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The sections of a dialect's script, required and optional: those of the sessions, then those of the index of owners. */
enum SqlStatement {
    CREATE_TABLE,
    GET,
    SET,
    TOUCH,
    DESTROY,
    CREATE,
    TAKE_OVER,
    REPLACE,
    REMOVE,
    STATE,
    EXPIRY,
    PAGE,
    COUNT,
    CLEAR,
    EXPIRED,
    SWEEP,
    SWEEP_BATCH,
    LOCK_EXPIRED,
    SWEEP_LOCKED,
    CREATE_OWNERS,
    BIND,
    UNBIND,
    ENTRIES,
    REMOVE_ENTRIES,
    ENTRY_PAGE,
    CLEAR_ENTRIES,
    ENDED,
    SWEEP_ENTRY,
    SWEEP_ENTRIES,
    LOCK_ENDED,
    SWEEP_LOCKED_ENTRIES;

    static final Set<SqlStatement> OF_SESSIONS = EnumSet.range(CREATE_TABLE, SWEEP_LOCKED);
    static final Set<SqlStatement> OF_OWNERS = EnumSet.range(CREATE_OWNERS, SWEEP_LOCKED_ENTRIES);

    private static final Set<SqlStatement> OPTIONAL = EnumSet.of(
            TAKE_OVER, SWEEP_BATCH, LOCK_EXPIRED, SWEEP_LOCKED, SWEEP_ENTRIES, LOCK_ENDED, SWEEP_LOCKED_ENTRIES);

    /** {@return whether a script may omit it, because create takes over or rows are swept one by one} */
    boolean isOptional() {
        return OPTIONAL.contains(this);
    }

    /** {@return the line that begins its section in a script} */
    String heading() {
        return "-- " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
