package dev.sessionstore.servlet;

import dev.sessionstore.session.SessionAttributeException;
import dev.sessionstore.session.SessionConflictException;
import dev.sessionstore.session.SessionException;
import dev.sessionstore.session.SessionUnavailableException;
import dev.sessionstore.session.TooManySessionsException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Status, message and log line for a session that could not be loaded or saved. */
final class SessionFailures {

    private static final System.Logger LOG = System.getLogger(SessionFilter.class.getName());

    private SessionFailures() {}

    /**
     * {@return the session layer's failure among an exception and its causes; null for any other, such as a value that the
     * handler should not have put}
     */
    static @Nullable SessionException in(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof SessionException failure && !(cause instanceof SessionAttributeException)) {
                return failure;
            }
        }
        return null;
    }

    static int status(RuntimeException failure) {
        if (failure instanceof TooManySessionsException) {
            return HttpServletResponse.SC_FORBIDDEN;
        }
        return isTemporary(failure)
                ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    static String message(RuntimeException failure) {
        if (failure instanceof SessionUnavailableException) {
            return "The session store cannot be reached";
        }
        if (failure instanceof TooManySessionsException) {
            return "There are too many sessions of this user";
        }
        return isTemporary(failure) ? "The session is busy, try again" : "The session could not be loaded or saved";
    }

    /** An outage and a refused login are one line for each failed request; anything else is logged with its stack trace. */
    static void log(RuntimeException failure) {
        String answered = "Answered with " + status(failure);
        if (isTemporary(failure) || failure instanceof TooManySessionsException) {
            LOG.log(System.Logger.Level.WARNING, answered + ": " + failure.getMessage());
        } else {
            LOG.log(System.Logger.Level.WARNING, answered, failure);
        }
    }

    /** As in containers, the other listeners are called all the same. */
    static void logListener(Object listener, Throwable thrown) {
        LOG.log(
                System.Logger.Level.WARNING,
                "The listener " + listener.getClass().getName() + " failed",
                thrown);
    }

    static void logUnbound(String name, Exception thrown) {
        LOG.log(System.Logger.Level.DEBUG, "Attribute '" + name + "' is removed with its session", thrown);
    }

    static void logClientGone(Exception thrown) {
        LOG.log(System.Logger.Level.DEBUG, "The client has gone before its response was complete", thrown);
    }

    private static boolean isTemporary(RuntimeException failure) {
        return failure instanceof SessionUnavailableException || failure instanceof SessionConflictException;
    }
}
