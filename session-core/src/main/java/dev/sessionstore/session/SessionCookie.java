package dev.sessionstore.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of one session, as it is stored with it. Changes are saved and sent together with a change of an attribute, by
 * {@link Session#save()} or after {@link Session#markChanged()}; alone they only move the expiry in the store, as in Express.
 */
public final class SessionCookie {

    SessionCookie() {}

    /** {@return what is left until {@link #expires()}, negative when it is past; empty for a browser session} */
    public Optional<Duration> maxAge() {
        throw new UnsupportedOperationException();
    }

    /** Sets the lifetime from now on; null makes it a browser session. */
    public SessionCookie maxAge(@Nullable Duration maxAge) {
        throw new UnsupportedOperationException();
    }

    /** {@return the lifetime that every renewal begins anew; empty for a browser session} */
    public Optional<Duration> originalMaxAge() {
        throw new UnsupportedOperationException();
    }

    /** {@return when the cookie expires, as of the last save or touch; not when the store drops the session} */
    public Optional<Instant> expires() {
        throw new UnsupportedOperationException();
    }

    public SessionCookie expires(@Nullable Instant expires) {
        throw new UnsupportedOperationException();
    }

    public Optional<String> path() {
        throw new UnsupportedOperationException();
    }

    public SessionCookie path(@Nullable String path) {
        throw new UnsupportedOperationException();
    }

    public Optional<String> domain() {
        throw new UnsupportedOperationException();
    }

    public SessionCookie domain(@Nullable String domain) {
        throw new UnsupportedOperationException();
    }

    public boolean httpOnly() {
        throw new UnsupportedOperationException();
    }

    public SessionCookie httpOnly(boolean httpOnly) {
        throw new UnsupportedOperationException();
    }

    public boolean secure() {
        throw new UnsupportedOperationException();
    }

    public SessionCookie secure(boolean secure) {
        throw new UnsupportedOperationException();
    }

    public SameSite sameSite() {
        throw new UnsupportedOperationException();
    }

    public SessionCookie sameSite(SameSite sameSite) {
        throw new UnsupportedOperationException();
    }

    public Optional<CookiePriority> priority() {
        throw new UnsupportedOperationException();
    }

    public SessionCookie priority(@Nullable CookiePriority priority) {
        throw new UnsupportedOperationException();
    }

    public boolean partitioned() {
        throw new UnsupportedOperationException();
    }

    public SessionCookie partitioned(boolean partitioned) {
        throw new UnsupportedOperationException();
    }

    /** {@return the cookie as it is stored: a JSON object} */
    public String toJson() {
        throw new UnsupportedOperationException();
    }
}
