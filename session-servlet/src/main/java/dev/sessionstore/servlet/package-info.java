/**
 * Sessions for servlets. {@link dev.sessionstore.servlet.SessionFilter} is all that an application names: registered as a
 * filter it gives each request its session and saves it before the response leaves. The response wrapper behind it
 * ({@code CommitOnFirstByteResponse}) holds the first bytes back until the session is stored.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.servlet;

import org.jspecify.annotations.NullMarked;
