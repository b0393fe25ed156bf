package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of what a driver threw whether the database refused or could not be asked. Messages of databases may quote the values
 * of a statement, so they are passed on only where that cannot be.
 */
final class Errors {

    /** Access refused, syntax or permission, resources, not in the state for it, operator, system. */
    private static final Set<String> QUOTES_NO_VALUES = Set.of("08", "28", "42", "53", "55", "57", "58", "40", "HYT00");

    /** Connection, rolled back, out of resources, lock not available, shutting down or canceled, H2's lock timeout. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "40", "53", "55P03", "57", "HYT00");

    private static final int MYSQL_LOCK_WAIT_TIMEOUT = 1205;
    private static final int MYSQL_DEADLOCK = 1213;
    private static final int MYSQL_QUERY_TIMEOUT = 3024;
    private static final int MARIADB_QUERY_TIMEOUT = 1969;
    private static final int MYSQL_PACKET_TOO_LARGE = 1153;
    private static final Set<Integer> UNAVAILABLE_CODES =
            Set.of(MYSQL_LOCK_WAIT_TIMEOUT, MYSQL_DEADLOCK, MYSQL_QUERY_TIMEOUT, MARIADB_QUERY_TIMEOUT);

    private Errors() {}

    static StoreException translate(String operation, String backend, SQLException e) {
        String prefix = operation + " in " + backend;
        if (isInterruption(e)) {
            Thread.currentThread().interrupt();
            return interrupted(operation, backend, e);
        }
        if (isPacketTooLarge(e)) {
            return new StoreException(
                    prefix + " failed: the statement with its values is larger than max_allowed_packet",
                    withoutText(e));
        }
        boolean plain = matches(QUOTES_NO_VALUES, e.getSQLState()) || e.getSQLState() == null;
        SQLException cause = plain ? e : withoutText(e);
        String why = plain ? rootMessage(e) : "SQLState " + e.getSQLState() + ", code " + e.getErrorCode();
        return isUnavailable(e)
                ? new StoreUnavailableException(prefix + " got no answer: " + why, cause)
                : new StoreException(prefix + " was refused: " + why, cause);
    }

    static StoreUnavailableException interrupted(String operation, String backend, Throwable how) {
        InterruptedException cause = new InterruptedException("interrupted during " + operation);
        cause.addSuppressed(how);
        return new StoreUnavailableException(operation + " in " + backend + " was interrupted", cause);
    }

    /** The server took the statement back as a whole, so it had no effect and may be sent again. */
    static boolean isRolledBack(SQLException e) {
        return e.getErrorCode() == MYSQL_DEADLOCK || "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }

    private static boolean isUnavailable(SQLException e) {
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTimeoutException
                || matches(UNAVAILABLE, e.getSQLState())
                || UNAVAILABLE_CODES.contains(e.getErrorCode());
    }

    /** The drivers look before they send, and have exceptions of their own for it. */
    static boolean isPacketTooLarge(SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            String name = t.getClass().getSimpleName();
            if (name.contains("MaxAllowedPacket") || name.contains("PacketTooBig")) {
                return true;
            }
        }
        return e.getErrorCode() == MYSQL_PACKET_TOO_LARGE;
    }

    private static boolean isInterruption(SQLException e) {
        return Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException;
    }

    private static boolean matches(Set<String> states, @Nullable String state) {
        return state != null
                && (states.contains(state) || states.contains(state.substring(0, Math.min(2, state.length()))));
    }

    private static String rootMessage(SQLException e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == e ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + root.getMessage() + ")";
    }

    private static SQLException withoutText(SQLException e) {
        SQLException bare =
                new SQLException("text left out, as it may quote the session", e.getSQLState(), e.getErrorCode());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }
}
