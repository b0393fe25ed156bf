package dev.sessionstore.micrometer;

import java.util.Locale;

/** The methods of a store and its abilities, as the label {@code operation} names them. */
enum Operation {
    GET,
    SET,
    TOUCH,
    DESTROY,
    CREATE,
    REPLACE,
    LIST,
    EXPIRES_AT,
    COUNT,
    CLEAR,
    SWEEP,
    BIND,
    UNBIND,
    LIST_OWNED,
    DESTROY_OWNED,
    CLEAR_OWNERS,
    WATCH,
    READ;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }
}
