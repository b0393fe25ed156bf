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
 * Says of what a driver threw whether the database refused or could not be asked. Databases and drivers quote the values of a
 * statement in their messages (H2 does so even for a lock that it waited for in vain), so of a call with values of sessions
 * nothing that they say is passed on, neither in the message nor in the cause: the SQLState, the code and the classes of the
 * exceptions are, and what the state stands for, in words of our own.
 *
 * @param operation what was called
 * @param backend on what
 * @param saysAll whether no values of sessions were sent, so that the texts may be passed on
 */
record Errors(String operation, String backend, boolean saysAll) {

    StoreException translate(SQLException e) {
        if (Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return interrupted(e);
        }
        return saysAll ? failure(e, rootMessage(e), e) : failure(e, words(e), withoutText(e));
    }

    /** No statement was sent, so what the driver says is passed on. */
    StoreException ofConnecting(SQLException e) {
        return new Errors(operation, backend, true).translate(e);
    }

    private StoreException failure(SQLException e, String why, Throwable cause) {
        if (SqlErrors.isPacketTooLarge(e)) {
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
        cause.addSuppressed(how instanceof SQLException e && !saysAll ? withoutText(e) : how);
        return new StoreUnavailableException(operation + " in " + backend + " was interrupted", cause);
    }

    /** A pool that got no connection has the driver's last refusal as its cause, and that says whether waiting would help. */
    private static boolean isUnavailable(SQLException e) {
        if (Causes.of(e).anyMatch(cause -> cause instanceof SQLException one && SqlErrors.isRefusal(one))) {
            return false;
        }
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTimeoutException
                || SqlErrors.isUnavailable(e);
    }

    /** What the driver says and why, without the words of the pool around it. */
    private static String rootMessage(SQLException e) {
        List<Throwable> causes = Causes.of(e).toList();
        Throwable driver =
                causes.stream().filter(SQLException.class::isInstance).reduce(e, (outer, inner) -> inner);
        Throwable root = causes.get(causes.size() - 1);
        String why = String.valueOf(driver.getMessage());
        String reason = root.getMessage();
        return reason == null || why.contains(reason) ? why : why + " (" + reason + ")";
    }

    private static String words(SQLException e) {
        String network = network(e);
        return SqlErrors.words(e) + (network == null ? "" : " (" + network + ")") + ", SQLState " + e.getSQLState()
                + ", code " + e.getErrorCode();
    }

    /** The platform's own message about the network, which quotes nothing that was sent. */
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
                classes + ", whose text is left out as it may quote the session",
                known.getSQLState(),
                known.getErrorCode());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }
}
