package dev.sessionstore.bench.targets;

import dev.sessionstore.bench.Target;

/** What a {@link Target} does with a session, without opening and cleaning up. */
public interface Work {

    /**
     * As {@link Target#login}.
     *
     * @return the handle
     * @throws Exception when that failed
     */
    String login() throws Exception;

    /**
     * As {@link Target#read}.
     *
     * @param handle of a live session
     * @throws Exception when that failed
     */
    void read(String handle) throws Exception;

    /**
     * As {@link Target#change}.
     *
     * @param handle of a live session
     * @throws Exception when that failed
     */
    void change(String handle) throws Exception;

    /**
     * As {@link Target#logout}.
     *
     * @param handle of a live session
     * @throws Exception when that failed
     */
    void logout(String handle) throws Exception;
}
