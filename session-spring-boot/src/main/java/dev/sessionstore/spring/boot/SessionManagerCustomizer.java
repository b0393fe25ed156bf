package dev.sessionstore.spring.boot;

import dev.sessionstore.session.SessionManagerBuilder;

/** A bean that changes the session manager before it is built, after the properties. Several are called in their order. */
@FunctionalInterface
public interface SessionManagerCustomizer {

    /**
     * Changes the options.
     *
     * @param builder with the options of {@code session-store.*}
     */
    void customize(SessionManagerBuilder builder);
}
