package dev.sessionstore.jdbc;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** The meaning of SQLStates, and of the vendor codes of databases whose SQLState says too little. */
final class SqlErrorCodes {

    /** Connection, rolled back, out of resources, lock not available, shutting down or canceled, H2's lock timeout. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "40", "53", "55P03", "57", "HYT00");

    private static final int MYSQL_PACKET_TOO_LARGE = 1153;
    private static final int MYSQL_DEADLOCK = 1213;

    /** MySQL's lock wait timeout, deadlock and query timeout, and MariaDB's. */
    private static final Set<Integer> TOOK_TOO_LONG = Set.of(1205, MYSQL_DEADLOCK, 3024, 1969);

    /** MySQL and MariaDB: the server runs with --read-only, the transaction is read-only, the server is in read-only mode. */
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836);

    /** MySQL's and MariaDB's refusals of a database, a table and a column, and H2's of a table. */
    private static final Set<Integer> FORBIDDEN = Set.of(1044, 1142, 1143, 90096);

    /** H2: the database is closed, closing, or the connection is broken or closed. */
    private static final Set<Integer> H2_CLOSED = Set.of(90098, 90121, 90067, 90007);

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("08", "the connection failed or was lost"),
            Map.entry("22", "a value does not fit"),
            Map.entry("23", "the table does not allow it"),
            Map.entry("25006", "the server is read-only"),
            Map.entry("28", "the user or the password was refused"),
            Map.entry("3D", "there is no such database"),
            Map.entry("40", "others wrote at the same time"),
            Map.entry("42501", "the user lacks a privilege"),
            Map.entry("42P01", "there is no such table"),
            Map.entry("42S02", "there is no such table"),
            Map.entry("42", "the user lacks a privilege, or the table has changed"),
            Map.entry("53", "the server is out of resources"),
            Map.entry("55P03", "others hold a lock"),
            Map.entry("57014", "the statement took too long"),
            Map.entry("57", "the server is starting or stopping"),
            Map.entry("HYT00", "it took too long, or others hold a lock"));

    private SqlErrorCodes() {}

    /** {@return the meaning of its SQLState or code, without the driver's text} */
    static String meaning(SQLException e) {
        if (isReadOnly(e)) {
            return "the server is read-only";
        }
        if (isClosed(e)) {
            return "the database or the connection is closed";
        }
        if (TOOK_TOO_LONG.contains(e.getErrorCode())) {
            return "the statement took too long, or others hold a lock";
        }
        String state = state(e);
        return MEANINGS.getOrDefault(
                state, MEANINGS.getOrDefault(errorClass(state), "the database refused the statement"));
    }

    static boolean isUnavailable(SQLException e) {
        String state = state(e);
        return UNAVAILABLE.contains(state)
                || UNAVAILABLE.contains(errorClass(state))
                || TOOK_TOO_LONG.contains(e.getErrorCode())
                || isReadOnly(e)
                || isClosed(e);
    }

    /** {@return whether the user, the password or the name of the database is wrong, which waiting does not change} */
    static boolean isRefusal(SQLException e) {
        String errorClass = errorClass(state(e));
        return errorClass.equals("28") || errorClass.equals("3D") || e.getErrorCode() == 1049;
    }

    /** {@return whether the user may not do this to the table; MySQL says so of a missing table too, to a user without a privilege} */
    static boolean isForbidden(SQLException e) {
        return state(e).equals("42501") || FORBIDDEN.contains(e.getErrorCode());
    }

    static boolean isMissingColumn(SQLException e) {
        return state(e).equals("42703") || state(e).equals("42S22");
    }

    /** {@return whether the server rolled the statement back, so that it had no effect and may be sent again} */
    static boolean isRolledBack(SQLException e) {
        return e.getErrorCode() == MYSQL_DEADLOCK || state(e).equals("40001") || state(e).equals("40P01");
    }

    /** {@return whether the server is a replica or the session read-only, so that another connection may reach the master} */
    static boolean isReadOnly(SQLException e) {
        return state(e).equals("25006") || READ_ONLY.contains(e.getErrorCode());
    }

    /**
     * {@return whether the connection must not be used again} It is lost, the server or database is stopping or read-only, or
     * part of a request may have been sent, whose answer would be read as the answer to the next request.
     */
    static boolean makesUnusable(SQLException e) {
        String state = state(e);
        boolean stopping = state.startsWith("57P0") || isClosed(e);
        return errorClass(state).equals("08") || stopping || isReadOnly(e) || isPacketTooLarge(e);
    }

    private static boolean isClosed(SQLException e) {
        return H2_CLOSED.contains(e.getErrorCode());
    }

    /** {@return whether the statement is larger than the packet limit; drivers that check it before sending have their own exceptions} */
    static boolean isPacketTooLarge(SQLException e) {
        return e.getErrorCode() == MYSQL_PACKET_TOO_LARGE
                || Causes.of(e)
                        .map(cause -> cause.getClass().getSimpleName())
                        .anyMatch(name -> name.contains("MaxAllowedPacket") || name.contains("PacketTooBig"));
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String errorClass(String state) {
        return state.substring(0, Math.min(2, state.length()));
    }
}
