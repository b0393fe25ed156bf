package dev.sessionstore.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of the table of the index of owners. Its columns are {@code sid, owner, until, bound, since}.
 *
 * @param sessions the table beside which it lies, in the same schema
 * @param name the table, unquoted
 * @param isNamed whether the options name it, so that it must be there
 */
record OwnersTable(SessionTable sessions, String name, boolean isNamed) {

    static final String SUFFIX = "_owners";

    /** In bytes; PostgreSQL cuts a longer name. */
    private static final int LONGEST_NAME = 63;

    /** {@return the given table, else the one named after the sessions' table, or empty if that name is too long} */
    static Optional<OwnersTable> of(SessionTable sessions, @Nullable String given) {
        if (given == null) {
            String name = sessions.name() + SUFFIX;
            return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME
                    ? Optional.empty()
                    : Optional.of(new OwnersTable(sessions, name, false));
        }
        if (given.equals(sessions.name())) {
            throw new IllegalArgumentException(
                    "ownersTable: " + given + " is the table of the sessions; name another one");
        }
        return Optional.of(new OwnersTable(sessions, given, true));
    }

    /** {@return a table to inspect with the code for tables of sessions} */
    SessionTable asSessionTable() {
        return new SessionTable(sessions.schema(), name, "sid", "owner", "until");
    }

    @Override
    public String toString() {
        return asSessionTable().toString();
    }
}
