package dev.sessionstore.session;

import dev.sessionstore.StoreArguments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The options of a {@link SessionManager}, checked. */
record Settings(
        String name,
        Function<SessionRequest, String> genid,
        boolean resave,
        Rolling rolling,
        boolean saveUninitialized,
        Unset unset,
        @Nullable Boolean proxy,
        Function<SessionRequest, CookieOptions> cookie,
        @Nullable Duration touchEvery,
        @Nullable Duration idleTimeout,
        @Nullable Duration absoluteLifetime,
        boolean recordsCreation,
        int maxSize,
        int mergeAttempts,
        OutagePolicy outagePolicy,
        UnreadablePolicy unreadablePolicy,
        @Nullable OwnerOption owner,
        InstantSource clock,
        Consumer<SessionActivity> onActivity) {

    private static final long LONGEST_DEFAULT_TOUCH_EVERY = 60_000;

    static Settings of(SessionManagerBuilder options) {
        return new Settings(
                options.name,
                options.genid,
                options.resave,
                options.rolling,
                options.saveUninitialized,
                options.unset,
                options.proxy,
                options.cookie,
                options.touchEvery,
                options.idleTimeout,
                options.absoluteLifetime,
                options.recordsCreation || options.absoluteLifetime != null,
                options.maxSize,
                options.mergeAttempts,
                options.outagePolicy,
                options.unreadablePolicy,
                options.ownerOption(),
                options.clock,
                options.onActivity);
    }

    /** {@return after how many ms a session with this lifetime is renewed again} */
    long touchEvery(long lifetime) {
        return touchEvery != null
                ? Math.min(lifetime / 2, JsDate.clamp(touchEvery))
                : Math.min(lifetime / 10, LONGEST_DEFAULT_TOUCH_EVERY);
    }

    /** {@return whether a cookie marked Secure may be sent with the response to this request} */
    boolean isSecure(SessionRequest request) {
        if (request.encrypted()) {
            return true;
        }
        if (proxy == null) {
            return request.secure();
        }
        return proxy && forwardedProtocol(request).equalsIgnoreCase("https");
    }

    private static String forwardedProtocol(SessionRequest request) {
        return request.headers("X-Forwarded-Proto").stream()
                .findFirst()
                .map(value -> value.split(",", 2)[0].strip())
                .orElse("");
    }

    /** RFC 6265, 5.1.4, on paths as they were sent. */
    static boolean isBelow(String path, String cookiePath) {
        return path.startsWith(cookiePath)
                && (path.length() == cookiePath.length()
                        || cookiePath.endsWith("/")
                        || path.charAt(cookiePath.length()) == '/');
    }

    String newSid(SessionRequest request) {
        String sid = genid.apply(request);
        if (!StoreArguments.isSid(sid)) {
            throw new IllegalStateException(
                    "genid gave an id that no store can keep: 1 to 128 characters, well-formed");
        }
        return sid;
    }

    /** @throws SessionTooLargeException when the text is larger than chosen */
    void requireSize(String text) {
        if (text.length() * 3L > maxSize) {
            int size = text.getBytes(StandardCharsets.UTF_8).length;
            if (size > maxSize) {
                throw new SessionTooLargeException("the session is " + size + " bytes of JSON, and at most " + maxSize
                        + " are allowed by the option maxSize");
            }
        }
    }

    static Duration requireNotNegative(String option, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(option + " is negative: " + value);
        }
        return value;
    }

    static Duration requirePositive(String option, Duration value) {
        if (JsDate.clamp(value) <= 0) {
            throw new IllegalArgumentException(option + " is less than a millisecond: " + value);
        }
        return value;
    }

    static int requirePositive(String option, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(option + " is not positive: " + value);
        }
        return value;
    }
}
