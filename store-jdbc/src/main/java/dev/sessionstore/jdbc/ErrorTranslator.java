package dev.sessionstore.jdbc;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Translates what a driver throws into a {@link StoreException}, or a {@link StoreUnavailableException} when the database did
 * not answer. Databases and drivers quote the values of a statement in their messages (H2 even after a lock wait). So for a
 * call that sent sessions' values, message and cause carry only the SQLState, its meaning, the code and the classes of the
 * exceptions.
 *
 * @param operation the operation of the store, for messages
 * @param backend the name of the database, for messages
 * @param passesText whether the driver's texts may be passed on, because no values of sessions were sent
 */
record ErrorTranslator(String operation, String backend, boolean passesText) {

    StoreException translate(SQLException e) {
        if (Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return interrupted(e);
        }
        return passesText ? failure(e, rootMessage(e), e) : failure(e, meaning(e), withoutText(e));
    }

    /** For a failure before any statement was sent, so that the driver's text may be passed on. */
    StoreException translateConnecting(SQLException e) {
        return new ErrorTranslator(operation, backend, true).translate(e);
    }

    private StoreException failure(SQLException e, String why, Throwable cause) {
        if (SqlErrorCodes.isPacketTooLarge(e)) {
            return new StoreException(
                    operation + " in " + backend
                            + " failed: the statement with its values is larger than max_allowed_packet",
                    cause);
        }
        return isUnavailable(e)
                ? new StoreUnavailableException(operation + " in " + backend + " got no answer: " + why, cause)
                : new StoreException(operation + " in " + backend + " was refused: " + why, cause);
    }

    StoreUnavailableException interrupted(Exception how) {
        InterruptedException cause = new InterruptedException("interrupted during " + operation);
        cause.addSuppressed(how instanceof SQLException e && !passesText ? withoutText(e) : how);
        return new StoreUnavailableException(operation + " in " + backend + " was interrupted", cause);
    }

    /** The exception of an exhausted pool has the driver's last exception as its cause, which may be a refusal. */
    private static boolean isUnavailable(SQLException e) {
        if (Causes.of(e).anyMatch(cause -> cause instanceof SQLException one && SqlErrorCodes.isRefusal(one))) {
            return false;
        }
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTimeoutException
                || SqlErrorCodes.isUnavailable(e);
    }

    /** {@return the driver's message and its root cause, without the message of the pool around it} */
    private static String rootMessage(SQLException e) {
        List<Throwable> causes = Causes.of(e).toList();
        Throwable driver =
                causes.stream().filter(SQLException.class::isInstance).reduce(e, (outer, inner) -> inner);
        Throwable root = causes.get(causes.size() - 1);
        String why = String.valueOf(driver.getMessage());
        String reason = root.getMessage();
        return reason == null || why.contains(reason) ? why : why + " (" + reason + ")";
    }

    private static String meaning(SQLException e) {
        String network = network(e);
        return SqlErrorCodes.meaning(e) + (network == null ? "" : " (" + network + ")") + ", SQLState "
                + e.getSQLState() + ", code " + e.getErrorCode();
    }

    /** {@return the JDK's message about the network, which never quotes what was sent} */
    private static @Nullable String network(Throwable e) {
        return Causes.of(e)
                .filter(t -> t instanceof EOFException || t.getClass().getName().startsWith("java.net."))
                .findFirst()
                .map(t -> t.getClass().getSimpleName() + ": " + t.getMessage())
                .orElse(null);
    }

    private static SQLException withoutText(Throwable e) {
        String classes = Causes.of(e).map(t -> t.getClass().getName()).collect(Collectors.joining(", caused by "));
        SQLException known = e instanceof SQLException sql ? sql : new SQLException();
        SQLException bare = new SQLException(
                classes + ", whose text is omitted because it may quote the session",
                known.getSQLState(),
                known.getErrorCode());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }
}
