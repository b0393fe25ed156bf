package dev.sessionstore.bench;

import java.util.Optional;

/**
 * Does the work of one request against one backend. All methods but {@link #close()} are called by many threads at once.
 *
 * <p>A handle is what the visitor would carry from request to request: a sid, or the value of a signed cookie. Work that does not
 * do what it should (a session that is not there, a write that was refused) is an exception, never a fast success.
 */
public interface Target extends AutoCloseable {

    /**
     * Creates a session with the run's payload and a lifetime of 30 minutes.
     *
     * @return its handle
     * @throws Exception when that failed
     */
    String login() throws Exception;

    /**
     * Loads a session and reads one attribute; writes nothing.
     *
     * @param handle of a live session
     * @throws Exception when the session is not there or could not be read
     */
    void read(String handle) throws Exception;

    /**
     * Loads a session, reads one attribute, adds 1 to its counter and saves it for another 30 minutes.
     *
     * @param handle of a live session
     * @throws Exception when the session is not there or could not be saved
     */
    void change(String handle) throws Exception;

    /**
     * Removes a session.
     *
     * @param handle of a live session
     * @throws Exception when that failed
     */
    void logout(String handle) throws Exception;

    /** {@return what the server behind has done since its start, or empty when there is none or it does not count} */
    default Optional<ServerUse> serverUse() {
        return Optional.empty();
    }

    /** {@return the name and version of the server behind, for example {@code Redis 7.0.15}, or empty when there is none} */
    default Optional<String> server() {
        return Optional.empty();
    }

    /** Removes what the target has created, and closes its connections. */
    @Override
    void close() throws Exception;
}
