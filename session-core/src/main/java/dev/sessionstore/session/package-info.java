/**
 * HTTP session semantics without a web framework, on any store, in the wire format of Node's express-session. Applications use a
 * {@link dev.sessionstore.session.Session}; the adapter of a web framework uses the first three.
 *
 * <ul>
 *   <li>{@link dev.sessionstore.session.SessionManager}: a store with options, from {@link
 *       dev.sessionstore.session.SessionManagerBuilder}. Opens an exchange for each request.
 *   <li>{@link dev.sessionstore.session.SessionRequest}: what is read of a request.
 *   <li>{@link dev.sessionstore.session.SessionExchange}: a request and its session; loads at the first use, commits once.
 *   <li>{@link dev.sessionstore.session.Session}: attributes, {@link dev.sessionstore.session.SessionCookie cookie}, id.
 *   <li>{@code SessionContext}: what all sessions of a manager share. {@code Settings}: the options.
 *   <li>{@code EndOfRequest}: decides what is saved or renewed, and which cookie is sent.
 *   <li>{@code SessionRecord}: a session and its stored text: renew, destroy. {@code SessionWriter}: save, merge. {@code Regeneration}:
 *       a new id for it. {@code EndOfSessions}: waits for the end of others.
 *   <li>{@code StoreAccess}: the store's calls. {@code TouchCache}: the last renewals. {@code Lifetime}: how long a session lives.
 *   <li>{@link dev.sessionstore.session.SealingKeys}, {@code Seal}, {@code SealedText}: what is stored is sealed, and opened.
 *   <li>{@code CookieHeader}, {@code Signer}, {@code SetCookie}: the cookie is found, verified and signed, written.
 *       {@code CookieFields}: the cookie in the JSON.
 *   <li>{@code JsonScanner}, {@code JsonMembers}: the stored text, cut into members. {@code Attributes}, {@code Attribute}: what
 *       changed of them.
 *   <li>{@code Codec}, {@code SessionJsonMapper}, {@code JsGenerator}: Java values as {@code JSON.stringify} writes them.
 *       {@code RoundTrip}: whether a value comes back.
 * </ul>
 *
 * @since 0.1.0
 */
@NullMarked
package dev.sessionstore.session;

import org.jspecify.annotations.NullMarked;
