package dev.sessionstore.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The cookie of new sessions. Immutable. */
public final class CookieOptions {

    CookieOptions() {}

    public static Builder builder() {
        return new Builder();
    }

    /** Not thread-safe. */
    public static final class Builder {
        Builder() {}

        public Builder path(@Nullable String path) {
            return this;
        }

        public Builder domain(@Nullable String domain) {
            return this;
        }

        public Builder maxAge(@Nullable Duration maxAge) {
            return this;
        }

        public Builder expires(@Nullable Instant expires) {
            return this;
        }

        public Builder httpOnly(boolean httpOnly) {
            return this;
        }

        public Builder secure(Secure secure) {
            return this;
        }

        public Builder secure(boolean secure) {
            return secure(secure ? Secure.TRUE : Secure.FALSE);
        }

        public Builder sameSite(SameSite sameSite) {
            return this;
        }

        public Builder priority(@Nullable CookiePriority priority) {
            return this;
        }

        public Builder partitioned(boolean partitioned) {
            return this;
        }

        public CookieOptions build() {
            return new CookieOptions();
        }
    }
}
