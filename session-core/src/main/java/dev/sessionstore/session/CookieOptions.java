package dev.sessionstore.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that new sessions begin with, named as the {@code cookie} option of express-session. A session keeps its own copy,
 * which later changes of the options do not touch. Immutable.
 */
public final class CookieOptions {

    private final @Nullable String path;
    private final @Nullable String domain;
    private final @Nullable Duration maxAge;
    private final @Nullable Instant expires;
    private final boolean httpOnly;
    private final Secure secure;
    private final SameSite sameSite;
    private final @Nullable CookiePriority priority;
    private final @Nullable Boolean partitioned;

    private CookieOptions(Builder from) {
        this.path = from.path;
        this.domain = from.domain;
        this.maxAge = from.maxAge;
        this.expires = from.expires;
        this.httpOnly = from.httpOnly;
        this.secure = from.secure;
        this.sameSite = from.sameSite;
        this.priority = from.priority;
        this.partitioned = from.partitioned;
    }

    /** {@return a builder with the defaults: path "/", HttpOnly, SameSite=Lax, secure as the request, a browser session} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the prefix that a request's path needs} */
    String pathFilter() {
        return path == null || path.isEmpty() ? "/" : path;
    }

    Optional<Duration> maxAge() {
        return Optional.ofNullable(maxAge);
    }

    void writeTo(CookieFields fields, long now, boolean secureRequest) {
        if (expires != null) {
            fields.setExpires(JsDate.clamp(expires), now);
        } else {
            fields.setMaxAge(maxAge == null ? null : maxAge.toMillis(), now);
        }
        if (partitioned != null) {
            fields.set(CookieField.PARTITIONED, partitioned.toString());
        }
        if (priority != null) {
            fields.set(CookieField.PRIORITY, quoted(priority));
        }
        if (secure != Secure.OMIT) {
            boolean value = secure == Secure.AUTO ? secureRequest : secure == Secure.TRUE;
            fields.set(CookieField.SECURE, Boolean.toString(value));
        }
        fields.set(CookieField.HTTP_ONLY, Boolean.toString(httpOnly));
        if (domain != null) {
            fields.set(CookieField.DOMAIN, JsonText.quote(domain));
        }
        fields.set(CookieField.PATH, path == null ? "null" : JsonText.quote(path));
        if (sameSite == SameSite.AUTO) {
            fields.set(CookieField.SAME_SITE, quoted(secureRequest ? SameSite.NONE : SameSite.LAX));
        } else if (sameSite != SameSite.OMIT) {
            fields.set(CookieField.SAME_SITE, quoted(sameSite));
        }
    }

    /** What AUTO decided for an insecure request becomes, over TLS, what it decides there. */
    void secure(CookieFields fields, boolean secureRequest) {
        if (!secureRequest) {
            return;
        }
        if (secure == Secure.AUTO && "false".equals(fields.get(CookieField.SECURE))) {
            fields.set(CookieField.SECURE, "true");
        }
        if (sameSite == SameSite.AUTO && quoted(SameSite.LAX).equals(fields.get(CookieField.SAME_SITE))) {
            fields.set(CookieField.SAME_SITE, quoted(SameSite.NONE));
        }
    }

    static String quoted(Enum<?> value) {
        return '"' + value.name().toLowerCase(Locale.ROOT) + '"';
    }

    /** Not thread-safe. Of {@link #maxAge} and {@link #expires} the later call wins, as in express-session. */
    public static final class Builder {
        private @Nullable String path = "/";
        private @Nullable String domain;
        private @Nullable Duration maxAge;
        private @Nullable Instant expires;
        private boolean httpOnly = true;
        private Secure secure = Secure.AUTO;
        private SameSite sameSite = SameSite.LAX;
        private @Nullable CookiePriority priority;
        private @Nullable Boolean partitioned;

        private Builder() {}

        /**
         * The part of the site that has the session: the cookie's attribute, and requests elsewhere have no session. A path
         * matches itself and what is below it (RFC 6265, 5.1.4).
         *
         * @param path begins with "/"; null or empty: no attribute, and every request has the session. Not called: "/"
         * @return this
         * @throws IllegalArgumentException when it does not begin with "/" or has characters that no cookie path may have
         */
        public Builder path(@Nullable String path) {
            this.path = path == null ? null : CookieSyntax.requirePath(path);
            return this;
        }

        /**
         * The domain that gets the cookie, subdomains included; without it only the host that set it.
         *
         * @param domain a domain name, a leading dot allowed; null: not given
         * @return this
         * @throws IllegalArgumentException when it is no domain name
         */
        public Builder domain(@Nullable String domain) {
            this.domain = domain == null ? null : CookieSyntax.requireDomain(domain);
            return this;
        }

        /**
         * How long the browser keeps the cookie after it was last sent, and the store the session after it was last renewed, if
         * {@link SessionManagerBuilder#idleTimeout} is not shorter. By default the cookie is sent with changes only, as in
         * Express, so it ends that long after the last change; {@link Rolling#ON_RENEWAL} keeps an active user logged in. In
         * milliseconds; zero and less expires at once.
         *
         * @param maxAge the lifetime; null: the browser drops the cookie when it closes, and the store keeps the session for
         *     the idle timeout
         * @return this
         * @throws IllegalArgumentException when it is beyond the range of a JavaScript date (270,000 years)
         */
        public Builder maxAge(@Nullable Duration maxAge) {
            this.maxAge = maxAge == null ? null : CookieSyntax.requireAge(maxAge);
            this.expires = null;
            return this;
        }

        /**
         * When sessions begun from now on expire. The time that is left when a session begins becomes its lifetime, which each
         * renewal begins anew, as in express-session.
         *
         * @param expires the instant; null: as {@code maxAge(null)}
         * @return this
         */
        public Builder expires(@Nullable Instant expires) {
            this.expires = expires;
            this.maxAge = null;
            return this;
        }

        /**
         * Whether scripts in the page are kept from the cookie. Default true.
         *
         * @return this
         */
        public Builder httpOnly(boolean httpOnly) {
            this.httpOnly = httpOnly;
            return this;
        }

        /**
         * Whether browsers may send the cookie over TLS only. Default {@link Secure#AUTO}.
         *
         * @return this
         */
        public Builder secure(Secure secure) {
            this.secure = Objects.requireNonNull(secure, "secure");
            return this;
        }

        /**
         * {@link Secure#TRUE} or {@link Secure#FALSE}.
         *
         * @return this
         */
        public Builder secure(boolean secure) {
            return secure(secure ? Secure.TRUE : Secure.FALSE);
        }

        /**
         * Which requests from other sites carry the cookie. Default {@link SameSite#LAX}.
         *
         * @return this
         */
        public Builder sameSite(SameSite sameSite) {
            this.sameSite = Objects.requireNonNull(sameSite, "sameSite");
            return this;
        }

        /**
         * Which cookies a browser that is short of room keeps.
         *
         * @param priority null: not given, the default
         * @return this
         */
        public Builder priority(@Nullable CookiePriority priority) {
            this.priority = priority;
            return this;
        }

        /**
         * Whether an embedded page has a cookie jar of its own for each site that embeds it (CHIPS). Not called: not given.
         *
         * @return this
         */
        public Builder partitioned(boolean partitioned) {
            this.partitioned = partitioned;
            return this;
        }

        /** {@return the options} */
        public CookieOptions build() {
            return new CookieOptions(this);
        }
    }
}
