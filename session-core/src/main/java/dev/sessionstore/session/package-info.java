/**
 * HTTP session semantics without a web framework, on any store, in the wire format of Node's express-session. Start at
 * {@link dev.sessionstore.session.SessionManager}: it opens a {@link dev.sessionstore.session.SessionExchange} for each
 * request, which gives the handler its {@link dev.sessionstore.session.Session} and saves it before the response leaves. A web
 * adapter implements {@link dev.sessionstore.session.SessionRequest}; applications need nothing but the session.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.session;

import org.jspecify.annotations.NullMarked;
