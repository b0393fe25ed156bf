package dev.sessionstore.jdbc;

import java.util.Locale;
import java.util.Set;

/** The sections of a dialect's script, required and optional. */
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
    SWEEP_LOCKED;

    private static final Set<SqlStatement> OPTIONAL = Set.of(TAKE_OVER, SWEEP_BATCH, LOCK_EXPIRED, SWEEP_LOCKED);

    /** {@return whether a script may omit it, because create takes over or rows are swept one by one} */
    boolean isOptional() {
        return OPTIONAL.contains(this);
    }

    /** {@return the line that begins its section in a script} */
    String heading() {
        return "-- " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
