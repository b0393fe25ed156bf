package dev.sessionstore.bench.stores;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which store to open, and where. Immutable; what is shown of it ({@link #name()}, {@code toString}) has no password.
 *
 * @param backend one of {@link Backends#names()}
 * @param url where the backend is; null for {@code memory}, and only there
 * @param user who logs in, or null for that of the URL
 * @param password theirs, or null
 * @param prefix what each key in Redis begins with, or null for {@code sess:}
 * @param table the table of a database, or null for what is usual there
 * @param zone the time zone that PostgreSQL gives Node's sessions, or null for UTC
 * @param poolSize how many connections at most, or null for the store's default
 */
public record StoreSpec(
        String backend,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String prefix,
        @Nullable String table,
        @Nullable ZoneId zone,
        @Nullable Integer poolSize) {

    /** Where Redis listens when nothing else is said. */
    public static final String DEFAULT_REDIS = "redis://localhost:6379";

    private static final String JDBC = "jdbc";

    /** Checks that there is such a backend and that it has what it needs. */
    public StoreSpec {
        if (!Backends.names().contains(backend)) {
            throw new IllegalArgumentException(
                    "Unknown store '" + backend + "', choose one of " + String.join(", ", Backends.names()));
        }
        if (backend.equals(Backends.MEMORY)) {
            refuse(backend, url, "url");
            refuse(backend, user, "user");
            refuse(backend, password, "password");
            refuse(backend, poolSize, "poolSize");
        } else if (url == null) {
            throw new IllegalArgumentException(backend + " needs a url");
        } else if (url.toLowerCase(Locale.ROOT).startsWith("jdbc:") != backend.equals(JDBC)) {
            throw new IllegalArgumentException(backend + " cannot use " + ShownUrl.of(url));
        }
        if (!backend.startsWith("redis-")) {
            refuse(backend, prefix, "prefix");
        }
        if (!backend.equals(JDBC)) {
            refuse(backend, table, "table");
        }
    }

    /**
     * Reads {@code memory}, {@code redis-lettuce}, {@code redis-jedis} or {@code redis-redisson} with or without {@code =url}, and
     * {@code jdbc:…} with or without {@code jdbc=} before it.
     *
     * @param text as above; Redis without a URL is {@value #DEFAULT_REDIS}
     * @return the spec
     * @throws IllegalArgumentException when it is none of these; the message shows no password
     */
    public static StoreSpec parse(String text) {
        if (text.toLowerCase(Locale.ROOT).startsWith("jdbc:")) {
            return of(JDBC, text);
        }
        int equals = text.indexOf('=');
        if (equals >= 0) {
            return of(text.substring(0, equals), text.substring(equals + 1));
        }
        return of(text, text.startsWith("redis-") ? DEFAULT_REDIS : null);
    }

    /**
     * A spec with nothing but backend and URL.
     *
     * @param backend one of {@link Backends#names()}
     * @param url null for {@code memory}
     * @return the spec
     */
    public static StoreSpec of(String backend, @Nullable String url) {
        return new StoreSpec(backend, url, null, null, null, null, null, null);
    }

    /** {@return this with another user and password} */
    public StoreSpec withLogin(@Nullable String newUser, @Nullable String newPassword) {
        return new StoreSpec(backend, url, newUser, newPassword, prefix, table, zone, poolSize);
    }

    /** {@return this with another prefix; for Redis only} */
    public StoreSpec withPrefix(@Nullable String newPrefix) {
        return new StoreSpec(backend, url, user, password, newPrefix, table, zone, poolSize);
    }

    /** {@return this with another table; for databases only} */
    public StoreSpec withTable(@Nullable String newTable) {
        return new StoreSpec(backend, url, user, password, prefix, newTable, zone, poolSize);
    }

    /** {@return this with another time zone} */
    public StoreSpec withZone(@Nullable ZoneId newZone) {
        return new StoreSpec(backend, url, user, password, prefix, table, newZone, poolSize);
    }

    /** {@return this with another bound on connections; not for {@code memory}} */
    public StoreSpec withPoolSize(int connections) {
        return new StoreSpec(backend, url, user, password, prefix, table, zone, connections);
    }

    /** {@return the URL of a backend that has one} */
    public String requiredUrl() {
        return Objects.requireNonNull(url, () -> backend + " has no url");
    }

    /** {@return what people are shown: the backend and where it is, without user, password and parameters} */
    public String name() {
        if (url == null) {
            return backend;
        }
        return backend.equals(JDBC) ? ShownUrl.of(url) : backend + " " + ShownUrl.of(url);
    }

    @Override
    public String toString() {
        return name();
    }

    private static void refuse(String backend, @Nullable Object value, String what) {
        if (value != null) {
            throw new IllegalArgumentException(backend + " takes no " + what);
        }
    }
}
