package dev.sessionstore.jdbc;

import java.util.Locale;
import java.util.Set;

/** What a dialect's script has to say, and may say. */
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
    DUE,
    SWEEP,
    SWEEP_BATCH,
    LOCK_EXPIRED,
    SWEEP_LOCKED;

    private static final Set<SqlStatement> OPTIONAL = Set.of(TAKE_OVER, SWEEP_BATCH, LOCK_EXPIRED, SWEEP_LOCKED);

    /** {@return whether a script does without: where create takes over, and where rows are swept one by one} */
    boolean isOptional() {
        return OPTIONAL.contains(this);
    }

    /** {@return the line that begins this statement in a script} */
    String heading() {
        return "-- " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
