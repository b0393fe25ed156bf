package dev.sessionstore.session;

import dev.sessionstore.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The sessions of an application: options and a store. Thread-safe; build one and keep it. The store is the caller's and
 * stays open.
 */
public final class SessionManager {

    SessionManager() {}

    /**
     * Begins with the defaults.
     *
     * @param store keeps the sessions
     * @return a builder on which at least {@link Builder#secret(String)} has to be called
     */
    public static Builder builder(Store store) {
        return new Builder(store);
    }

    /**
     * Begins a request. Does not ask the store.
     *
     * @param request the request
     * @return to be committed and finished by the caller
     */
    public SessionExchange open(SessionRequest request) {
        throw new UnsupportedOperationException();
    }

    /** {@return the cookie's name} */
    public String name() {
        throw new UnsupportedOperationException();
    }

    /** The options, named as in express-session where it has them. Not thread-safe. */
    public static final class Builder {

        Builder(Store store) {}

        public Builder secret(String secret) {
            return this;
        }

        public Builder secret(byte[] key) {
            return this;
        }

        public Builder name(String name) {
            return this;
        }

        public Builder genid(Function<SessionRequest, String> genid) {
            return this;
        }

        public Builder resave(boolean resave) {
            return this;
        }

        public Builder rolling(boolean rolling) {
            return this;
        }

        public Builder saveUninitialized(boolean saveUninitialized) {
            return this;
        }

        public Builder unset(Unset unset) {
            return this;
        }

        /** true: X-Forwarded-Proto decides; false: only TLS of the connection counts; not called: SessionRequest.secure(). */
        public Builder proxy(boolean trust) {
            return this;
        }

        public Builder cookie(Consumer<CookieOptions.Builder> cookie) {
            return this;
        }

        public Builder cookiePerRequest(Function<SessionRequest, CookieOptions> cookie) {
            return this;
        }

        public Builder touchEvery(Duration touchEvery) {
            return this;
        }

        public Builder idleTimeout(Duration idleTimeout) {
            return this;
        }

        public Builder absoluteLifetime(Duration absoluteLifetime) {
            return this;
        }

        public Builder recordCreation() {
            return this;
        }

        public Builder maxSize(int utf8Bytes) {
            return this;
        }

        public Builder hashSids() {
            return this;
        }

        public Builder lastWriteWins() {
            return this;
        }

        public Builder outagePolicy(OutagePolicy policy) {
            return this;
        }

        public Builder unreadablePolicy(UnreadablePolicy policy) {
            return this;
        }

        public Builder clock(InstantSource clock) {
            return this;
        }

        public SessionManager build() {
            return new SessionManager();
        }
    }
}
