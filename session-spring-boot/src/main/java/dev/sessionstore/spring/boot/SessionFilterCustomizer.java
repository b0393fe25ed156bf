package dev.sessionstore.spring.boot;

import dev.sessionstore.servlet.SessionFilter;

/**
 * A bean that changes the session filter before it is built. What it registers for a name counts before what is registered for
 * Spring's own attributes. Several are called in their order.
 */
@FunctionalInterface
public interface SessionFilterCustomizer {

    /**
     * Changes the filter.
     *
     * @param builder without anything registered yet
     */
    void customize(SessionFilter.Builder builder);
}
