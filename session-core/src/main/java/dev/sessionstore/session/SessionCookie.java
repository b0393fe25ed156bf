package dev.sessionstore.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of one session, as it is stored with it; it wins over the options of the manager. As in express-session a change
 * here does not save the session by itself: it is stored and sent together with a changed attribute, by {@link Session#save()}
 * or after {@link Session#markChanged()}; else only the store's expiry follows a changed {@code maxAge}. Belongs to one
 * request; not thread-safe.
 */
public final class SessionCookie {

    private final InstantSource clock;
    private CookieFields fields;

    SessionCookie(CookieFields fields, InstantSource clock) {
        this.fields = fields;
        this.clock = clock;
    }

    CookieFields fields() {
        return fields;
    }

    void become(CookieFields other) {
        fields = other;
    }

    /** {@return the time left until {@link #expires()}, negative when that is past; empty for a browser session} */
    public Optional<Duration> maxAge() {
        return fields.expires().map(millis -> Duration.ofMillis(millis - clock.millis()));
    }

    /**
     * Sets the lifetime, from now on and for every renewal.
     *
     * @param maxAge in milliseconds; null: a browser session
     * @return this
     * @throws IllegalArgumentException when it is beyond the range of a JavaScript date
     */
    public SessionCookie maxAge(@Nullable Duration maxAge) {
        fields.setMaxAge(maxAge == null ? null : CookieSyntax.requireAge(maxAge).toMillis(), clock.millis());
        return this;
    }

    /** {@return the lifetime that every renewal begins anew; empty for a browser session} */
    public Optional<Duration> originalMaxAge() {
        return fields.originalMaxAge().map(Duration::ofMillis);
    }

    /**
     * {@return when the cookie expires, as stored at the last save or as of the last {@link Session#touch()} of this request;
     * empty for a browser session} A touch of the store leaves the stored text alone, so this may be past in a live session;
     * {@link Session#expiresAt()} is when the session ends.
     */
    public Optional<Instant> expires() {
        return fields.expires().map(Instant::ofEpochMilli);
    }

    /**
     * Sets when the cookie expires. The time left until then becomes the lifetime, which each renewal begins anew.
     *
     * @param expires in milliseconds; null: a browser session
     * @return this
     */
    public SessionCookie expires(@Nullable Instant expires) {
        if (expires == null) {
            return maxAge(null);
        }
        fields.setExpires(JsDate.clamp(expires), clock.millis());
        return this;
    }

    /** {@return the attribute Path; empty when there is none} */
    public Optional<String> path() {
        return fields.text(CookieField.PATH);
    }

    /**
     * Sets the attribute Path. Which requests have the session is up to the manager's options.
     *
     * @param path begins with "/"; null: no attribute
     * @return this
     * @throws IllegalArgumentException when it is no path of a cookie
     */
    public SessionCookie path(@Nullable String path) {
        return set(CookieField.PATH, path == null ? "null" : JsonText.quote(CookieSyntax.requirePath(path)));
    }

    /** {@return the attribute Domain; empty when there is none} */
    public Optional<String> domain() {
        return fields.text(CookieField.DOMAIN);
    }

    /**
     * Sets the attribute Domain.
     *
     * @param domain a domain name; null: no attribute
     * @return this
     * @throws IllegalArgumentException when it is no domain name
     */
    public SessionCookie domain(@Nullable String domain) {
        return set(CookieField.DOMAIN, domain == null ? null : JsonText.quote(CookieSyntax.requireDomain(domain)));
    }

    /** {@return whether the attribute HttpOnly is written} */
    public boolean httpOnly() {
        return fields.isTrue(CookieField.HTTP_ONLY);
    }

    /**
     * Sets the attribute HttpOnly.
     *
     * @return this
     */
    public SessionCookie httpOnly(boolean httpOnly) {
        return set(CookieField.HTTP_ONLY, Boolean.toString(httpOnly));
    }

    /** {@return whether the attribute Secure is written, and the cookie only sent with responses to secure requests} */
    public boolean secure() {
        return fields.isTrue(CookieField.SECURE);
    }

    /**
     * Sets the attribute Secure.
     *
     * @return this
     */
    public SessionCookie secure(boolean secure) {
        return set(CookieField.SECURE, Boolean.toString(secure));
    }

    /** {@return the attribute SameSite; {@link SameSite#OMIT} when there is none that browsers know} */
    public SameSite sameSite() {
        return SetCookie.knownSameSite(fields).orElse(SameSite.OMIT);
    }

    /**
     * Sets the attribute SameSite.
     *
     * @param sameSite anything but {@link SameSite#AUTO}, which is for sessions that begin
     * @return this
     * @throws IllegalArgumentException for {@link SameSite#AUTO}
     */
    public SessionCookie sameSite(SameSite sameSite) {
        if (sameSite == SameSite.AUTO) {
            throw new IllegalArgumentException(
                    "sameSite AUTO is decided when a session begins; say STRICT, LAX or NONE");
        }
        return set(CookieField.SAME_SITE, sameSite == SameSite.OMIT ? null : CookieOptions.quoted(sameSite));
    }

    /** {@return the attribute Priority; empty when there is none that browsers know} */
    public Optional<CookiePriority> priority() {
        return SetCookie.knownPriority(fields);
    }

    /**
     * Sets the attribute Priority.
     *
     * @param priority null: no attribute
     * @return this
     */
    public SessionCookie priority(@Nullable CookiePriority priority) {
        return set(CookieField.PRIORITY, priority == null ? null : CookieOptions.quoted(priority));
    }

    /** {@return whether the attribute Partitioned is written} */
    public boolean partitioned() {
        return fields.isTrue(CookieField.PARTITIONED);
    }

    /**
     * Sets the attribute Partitioned.
     *
     * @return this
     */
    public SessionCookie partitioned(boolean partitioned) {
        return set(CookieField.PARTITIONED, Boolean.toString(partitioned));
    }

    /** {@return the cookie as it is stored: a JSON object} */
    public String toJson() {
        return fields.toJson();
    }

    private SessionCookie set(CookieField field, @Nullable String json) {
        fields.set(field, json);
        return this;
    }
}
