package dev.sessionstore.session;

import java.time.Duration;

/** How long a session lives in the store after a renewal, and its absolute expiry. */
final class Lifetime {

    /** Without maxAge and idle timeout: the default of express-session's stores. */
    private static final long DEFAULT = 86_400_000;

    private final Settings settings;

    Lifetime(Settings settings) {
        this.settings = settings;
    }

    /** {@return an idle timeout in ms; zero for none} */
    static long requireMillis(Duration idleTimeout) {
        if (idleTimeout.isNegative()) {
            return 0;
        }
        if (idleTimeout.toSeconds() >= JsDate.MAX_MILLIS / 1000) {
            throw new IllegalArgumentException(
                    "idleTimeout " + idleTimeout + " is beyond the range of a JavaScript date");
        }
        return idleTimeout.toMillis();
    }

    /** {@return a renewal at this moment} */
    TouchCache.Renewal renewal(Attributes attributes, CookieFields cookie, long now) {
        return new TouchCache.Renewal(now, afterRenewal(attributes, cookie), absoluteExpiry(attributes, now), 0);
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
    long absoluteExpiry(Attributes attributes, long now) {
        if (settings.absoluteLifetime() == null) {
            return JsDate.MAX_MILLIS;
        }
        long begin = Math.min(attributes.created().orElse(now), now);
        return JsDate.clamp(begin + JsDate.clamp(settings.absoluteLifetime()));
    }

    /** Before the session is written. */
    void recordBeginning(Attributes attributes, long now) {
        if (settings.recordsCreation()) {
            record(attributes, now);
        }
    }

    /** {@return whether the session's beginning was not recorded before, and is now} */
    boolean record(Attributes attributes, long now) {
        if (isRecorded(attributes, now)) {
            return false;
        }
        attributes.setCreated(now);
        return true;
    }

    /**
     * {@return whether there is a member {@code _created} that is no past instant, although the absolute lifetime needs one}
     */
    boolean hasOddBeginning(Attributes attributes, long now) {
        return settings.absoluteLifetime() != null && attributes.hasCreated() && !isRecorded(attributes, now);
    }

    private static boolean isRecorded(Attributes attributes, long now) {
        return attributes.created().orElse(Long.MAX_VALUE) <= now;
    }
}
