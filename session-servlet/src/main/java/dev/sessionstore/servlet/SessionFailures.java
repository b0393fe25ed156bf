package dev.sessionstore.servlet;

import dev.sessionstore.session.SessionAttributeException;
import dev.sessionstore.session.SessionConflictException;
import dev.sessionstore.session.SessionException;
import dev.sessionstore.session.SessionUnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** What the client hears when its session could not be loaded or saved. */
final class SessionFailures {

    private static final System.Logger LOG = System.getLogger(SessionFilter.class.getName());

    private SessionFailures() {}

    /**
     * The session layer's failure that an exception tells of, or null when it tells of something else, such as a value that the
     * handler should not have put.
     */
    static @Nullable SessionException in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SessionException failure && !(cause instanceof SessionAttributeException)) {
                return failure;
            }
        }
        return null;
    }

    static int status(RuntimeException failure) {
        return isTemporary(failure)
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    static String message(RuntimeException failure) {
        if (failure instanceof SessionUnavailableException) {
            return "The session store cannot be reached";
        }
        return isTemporary(failure) ? "The session is busy, try again" : "The session could not be loaded or saved";
    }

    /** An outage is one line for each request that suffers from it; anything else deserves its stack trace. */
    static void log(RuntimeException failure) {
        String answered = "Answered with " + status(failure);
        if (isTemporary(failure)) {
            LOG.log(System.Logger.Level.WARNING, answered + ": " + failure.getMessage());
        } else {
            LOG.log(System.Logger.Level.WARNING, answered, failure);
        }
    }

    private static boolean isTemporary(RuntimeException failure) {
        return failure instanceof SessionUnavailableException || failure instanceof SessionConflictException;
    }
}
