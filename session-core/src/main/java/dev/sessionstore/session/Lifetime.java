package dev.sessionstore.session;

import java.time.Duration;

/** How long a session lives in the store after a renewal, and until when at most. */
final class Lifetime {

    /** Where there is neither a maxAge nor an idle timeout: what express-session's stores take. */
    private static final long DEFAULT = 86_400_000;

    private final Settings settings;

    Lifetime(Settings settings) {
        this.settings = settings;
    }

    /** {@return an idle timeout in ms; zero for one that never comes} */
    static long requireMillis(Duration idleTimeout) {
        if (idleTimeout.isNegative()) {
            return 0;
        }
        if (idleTimeout.toSeconds() >= JsDate.MAX_MILLIS / 1000) {
            throw new IllegalArgumentException("idleTimeout " + idleTimeout + " is longer than a date can tell");
        }
        return idleTimeout.toMillis();
    }

    /** {@return a renewal at this moment} */
    TouchCache.Renewal renewal(Attributes attributes, CookieFields cookie, long now) {
        return new TouchCache.Renewal(now, afterRenewal(attributes, cookie), latest(attributes, now));
    }

    /**
     * {@return the ms that a session lives without a request; at least {@link JsDate#MAX_MILLIS} when it never times out} The
     * session's own idle timeout decides alone; without one the shorter of the options' and the cookie's maxAge.
     */
    long afterRenewal(Attributes attributes, CookieFields cookie) {
        Long own = attributes.idle();
        if (own != null) {
            return own <= 0 ? JsDate.MAX_MILLIS : own;
        }
        Long maxAge = cookie.originalMaxAge().orElse(null);
        if (settings.idleTimeout() == null) {
            return maxAge == null ? DEFAULT : maxAge;
        }
        long idle = JsDate.clamp(settings.idleTimeout());
        return maxAge == null ? idle : Math.min(maxAge, idle);
    }

    /**
     * {@return the end of the absolute lifetime} A beginning that is not recorded, or not past, is taken to be now.
     */
    long latest(Attributes attributes, long now) {
        if (settings.absoluteLifetime() == null) {
            return JsDate.MAX_MILLIS;
        }
        long begin = Math.min(attributes.created().orElse(now), now);
        return JsDate.clamp(begin + JsDate.clamp(settings.absoluteLifetime()));
    }

    /** Before the session is written. */
    void recordBeginning(Attributes attributes, long now) {
        if (settings.recordsCreation() && !isRecorded(attributes, now)) {
            attributes.setCreated(now);
        }
    }

    /** {@return whether there is a member {@code _created} that tells no beginning, and one is needed to end the session} */
    boolean hasOddBeginning(Attributes attributes, long now) {
        return settings.absoluteLifetime() != null && attributes.hasCreated() && !isRecorded(attributes, now);
    }

    private static boolean isRecorded(Attributes attributes, long now) {
        return attributes.created().orElse(Long.MAX_VALUE) <= now;
    }
}
