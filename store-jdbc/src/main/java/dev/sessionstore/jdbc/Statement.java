package dev.sessionstore.jdbc;

import java.util.Locale;

/** What a dialect's script has to say. {@link #TAKE_OVER} alone may be missing, where {@link #CREATE} does it all. */
enum Statement {
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
    SWEEP;

    /** {@return the line that begins this statement in a script} */
    String heading() {
        return "-- " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
