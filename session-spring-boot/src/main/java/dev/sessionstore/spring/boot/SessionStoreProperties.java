package dev.sessionstore.spring.boot;

import dev.sessionstore.session.CookiePriority;
import dev.sessionstore.session.OutagePolicy;
import dev.sessionstore.session.Rolling;
import dev.sessionstore.session.SameSite;
import dev.sessionstore.session.Sealing;
import dev.sessionstore.session.Secure;
import dev.sessionstore.session.UnreadablePolicy;
import dev.sessionstore.session.Unset;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code session-store.*}. What is not set has the default of the builder that it goes to.
 *
 * @param enabled Whether sessions are kept by Session Store at all.
 * @param type Which store module is used, when several could be.
 * @param url Where the store is: redis://, rediss://, redis-sentinel://, redis-cluster://, jdbc: or memory:. Without it a client
 *     bean or DataSource of the application is used.
 * @param user User to log in as, instead of the URL's.
 * @param password Password to log in with, instead of the URL's.
 * @param prefix What stands before each session id in a Redis key.
 * @param timeout How long a call of the store waits.
 * @param poolSize How many connections the store may open from its URL.
 * @param jdbc What a database needs besides.
 * @param memory What the memory store needs besides.
 * @param metrics What the application's metrics show of the store.
 * @param tracing What the application's traces show of the store.
 * @param secrets Secrets that sign the cookie, at least 16 bytes each. The first signs, all of them verify.
 * @param allowedPackages Packages whose classes may be session attributes, besides the application's own.
 * @param ignoredPaths Path patterns of requests without a session, as /assets/**.
 * @param plainLogin Whether Spring Security's login is stored as plain JSON under "user", which Node can read.
 * @param owners Whether the store keeps an index of whose sessions there are, by the name of who is logged in.
 * @param cookie The session cookie.
 * @param rolling When a response renews the cookie although nothing was changed.
 * @param touchEvery How long a renewed session is let be before its expiry is moved again.
 * @param idleTimeout How long a session is kept without a request.
 * @param absoluteLifetime How long a session lives at most.
 * @param recordCreation Whether the time of creation is stored, for HttpSession.getCreationTime().
 * @param outagePolicy What a request meets when the store is unavailable.
 * @param unreadablePolicy What a request meets when the stored data is no session.
 * @param resave Whether every session is saved at every request.
 * @param saveUninitialized Whether a session that nothing was put into is stored.
 * @param unset What becomes of a stored session that is unset.
 * @param proxy Whether X-Forwarded-Proto tells if a request is secure. Without it the container does.
 * @param maxSize Largest session that is saved, in bytes.
 * @param seal Keys that seal what is stored.
 * @param hashSids Whether sessions are stored under the hash of their id.
 * @param lastWriteWins Whether saves overwrite what other requests saved meanwhile.
 */
@ConfigurationProperties("session-store")
record SessionStoreProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable StoreType type,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String prefix,
        @Nullable Duration timeout,
        @Nullable Integer poolSize,
        @DefaultValue Jdbc jdbc,
        @DefaultValue Memory memory,
        @DefaultValue Metrics metrics,
        @DefaultValue Tracing tracing,
        @DefaultValue List<String> secrets,
        @DefaultValue List<String> allowedPackages,
        @DefaultValue List<String> ignoredPaths,
        @DefaultValue("false") boolean plainLogin,
        @DefaultValue("true") boolean owners,
        @DefaultValue Cookie cookie,
        @DefaultValue("on-renewal") Rolling rolling,
        @Nullable Duration touchEvery,
        @Nullable Duration idleTimeout,
        @Nullable Duration absoluteLifetime,
        @DefaultValue("true") boolean recordCreation,
        @Nullable OutagePolicy outagePolicy,
        @Nullable UnreadablePolicy unreadablePolicy,
        @DefaultValue("false") boolean resave,
        @DefaultValue("false") boolean saveUninitialized,
        @Nullable Unset unset,
        @Nullable Boolean proxy,
        @Nullable Integer maxSize,
        @DefaultValue Seal seal,
        @DefaultValue("false") boolean hashSids,
        @DefaultValue("false") boolean lastWriteWins) {

    /** {@return nothing but the class's name} Secrets and passwords stay out of logs. */
    @Override
    public String toString() {
        return "SessionStoreProperties";
    }

    /**
     * Options of {@code JdbcStore}.
     *
     * @param table Name of the table.
     * @param schema Schema of the table.
     * @param createTable Whether the table is created when there is none.
     */
    record Jdbc(
            @Nullable String table,
            @Nullable String schema,
            @DefaultValue("true") boolean createTable) {}

    /**
     * Options of {@code MemoryStore}.
     *
     * @param maxSessions How many sessions are kept at most. The least recently used one goes first.
     */
    record Memory(@Nullable Integer maxSessions) {}

    /**
     * Metrics of the store.
     *
     * @param enabled Whether calls of the store are counted and timed, with store-micrometer and a MeterRegistry.
     */
    record Metrics(@DefaultValue("true") boolean enabled) {}

    /**
     * Traces of the store.
     *
     * @param enabled Whether each call of the store is an observation, with store-micrometer and an ObservationRegistry.
     */
    record Tracing(@DefaultValue("false") boolean enabled) {}

    /**
     * Keys that seal what is stored.
     *
     * @param keys Keys, each as id:base64 of 32 random bytes. The first seals, all of them open. Without keys nothing is sealed.
     * @param mode What becomes of plain records: open writes them, seal reads them, require refuses them.
     */
    record Seal(
            @DefaultValue List<String> keys,
            @DefaultValue("seal") Sealing mode) {

        /** {@return how many keys there are} They stay out of logs. */
        @Override
        public String toString() {
            return "Seal[" + keys.size() + " keys, " + mode + "]";
        }
    }

    /**
     * The session cookie.
     *
     * @param name Name of the cookie.
     * @param path Part of the site that has the session. Empty for no attribute.
     * @param domain Domain that gets the cookie, subdomains included.
     * @param maxAge How long the browser keeps the cookie. Without it until it closes.
     * @param httpOnly Whether scripts are kept from the cookie.
     * @param secure Whether the cookie is sent over TLS only.
     * @param sameSite Which requests from other sites carry the cookie.
     * @param priority Which cookies a browser keeps that is short of room.
     * @param partitioned Whether an embedded page has a cookie jar for each site that embeds it.
     */
    record Cookie(
            @DefaultValue("connect.sid") String name,
            @DefaultValue("/") String path,
            @Nullable String domain,
            @Nullable Duration maxAge,
            @DefaultValue("true") boolean httpOnly,
            @DefaultValue("auto") Secure secure,
            @DefaultValue("lax") SameSite sameSite,
            @Nullable CookiePriority priority,
            @Nullable Boolean partitioned) {}
}
