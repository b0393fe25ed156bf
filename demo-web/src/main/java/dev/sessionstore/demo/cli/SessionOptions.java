package dev.sessionstore.demo.cli;

import dev.sessionstore.Store;
import dev.sessionstore.demo.http.Demo;
import dev.sessionstore.demo.http.Visitor;
import dev.sessionstore.session.CookieOptions;
import dev.sessionstore.session.CookiePriority;
import dev.sessionstore.session.OwnerLimit;
import dev.sessionstore.session.Rolling;
import dev.sessionstore.session.SameSite;
import dev.sessionstore.session.Secure;
import dev.sessionstore.session.SessionActivity;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionManagerBuilder;
import dev.sessionstore.session.Unset;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the session layer, named as in express-session. */
final class SessionOptions {

    static final int DEFAULT_MAX_SESSION_SIZE = 64 << 10;

    private static final String FLAG = "true|false";

    enum RollingChoice {
        renewal,
        TRUE,
        FALSE
    }

    enum SecureChoice {
        off,
        auto,
        TRUE,
        FALSE
    }

    enum SameSiteChoice {
        off,
        lax,
        strict,
        none,
        auto
    }

    enum Genid {
        DEFAULT,
        uuid
    }

    enum Proxy {
        unset,
        trust,
        ignore
    }

    @Option(
            names = "--name",
            paramLabel = "<name>",
            defaultValue = "connect.sid",
            description = "The cookie's name (default: ${DEFAULT-VALUE}).")
    String name = "";

    @Option(
            names = "--secret",
            paramLabel = "<secret>",
            description =
                    "Signs the cookie; give it again for older secrets that are still accepted. Without it one is made"
                            + " up, and sessions end with the demo's cookie.")
    List<String> secrets = List.of();

    @Option(
            names = "--resave",
            paramLabel = FLAG,
            arity = "0..1",
            fallbackValue = "true",
            description = "Save even what did not change.")
    boolean resave;

    @Option(
            names = "--rolling",
            paramLabel = "renewal|true|false",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "renewal",
            description =
                    "Send the cookie again when the session was renewed, with every response (true), or only after"
                            + " changes (false, as in Express) (default: ${DEFAULT-VALUE}).")
    RollingChoice rolling = RollingChoice.renewal;

    @Option(
            names = "--save-uninitialized",
            paramLabel = FLAG,
            arity = "0..1",
            fallbackValue = "true",
            description = "Store new sessions that nothing was put into.")
    boolean saveUninitialized;

    @Option(
            names = "--unset",
            paramLabel = "keep|destroy",
            defaultValue = "keep",
            description = "What becomes of a session that a request detaches (default: ${DEFAULT-VALUE}).")
    Unset unset = Unset.KEEP;

    @Option(
            names = "--max-age",
            paramLabel = "<time>|none",
            defaultValue = "30m",
            converter = DurationConverter.OrNone.class,
            description = "How long a session lives unused, e.g. 30m, 60s; none for a browser session (default:"
                    + " ${DEFAULT-VALUE}).")
    DurationConverter.MaxAge maxAge = new DurationConverter.MaxAge(null);

    @Option(
            names = "--cookie-path",
            paramLabel = "<path>",
            defaultValue = "/",
            description = "The cookie's path (default: ${DEFAULT-VALUE}).")
    String cookiePath = "/";

    @Option(names = "--cookie-domain", paramLabel = "<domain>", description = "The cookie's domain.")
    @Nullable
    String cookieDomain;

    @Option(
            names = "--http-only",
            paramLabel = FLAG,
            arity = "1",
            defaultValue = "true",
            description = "Hide the cookie from scripts (default: ${DEFAULT-VALUE}).")
    boolean httpOnly;

    @Option(
            names = "--secure",
            paramLabel = "off|auto|true|false",
            defaultValue = "auto",
            description = "Only over TLS; auto: as the request that begins the session; off: not given (default:"
                    + " ${DEFAULT-VALUE}).")
    SecureChoice secure = SecureChoice.auto;

    @Option(
            names = "--same-site",
            paramLabel = "off|lax|strict|none|auto",
            defaultValue = "lax",
            description = "The cookie's SameSite attribute; off: not given (default: ${DEFAULT-VALUE}).")
    SameSiteChoice sameSite = SameSiteChoice.lax;

    @Option(names = "--priority", paramLabel = "low|medium|high", description = "The cookie's Priority attribute.")
    @Nullable
    CookiePriority priority;

    @Option(
            names = "--partitioned",
            paramLabel = FLAG,
            arity = "0..1",
            fallbackValue = "true",
            description = "The cookie's Partitioned attribute.")
    boolean partitioned;

    @Option(
            names = "--proxy",
            paramLabel = "unset|trust|ignore",
            defaultValue = "unset",
            description = "Whether X-Forwarded-Proto decides that a request is secure (default: ${DEFAULT-VALUE}).")
    Proxy proxy = Proxy.unset;

    @Option(
            names = "--touch-every",
            paramLabel = "<time>",
            converter = DurationConverter.Required.class,
            description =
                    "Renew a session that is only read at most this often; 0s at every request (default: a tenth of"
                            + " its lifetime, at most 60s).")
    @Nullable
    Duration touchEvery;

    @Option(
            names = "--max-session-size",
            paramLabel = "<bytes>",
            defaultValue = "64k",
            converter = SizeConverter.class,
            description = "The most bytes of a session's JSON that are stored, e.g. 64k (default: ${DEFAULT-VALUE}).")
    int maxSessionSize = DEFAULT_MAX_SESSION_SIZE;

    @Option(
            names = "--genid",
            paramLabel = "default|uuid",
            defaultValue = "default",
            description = "What session ids look like (default: ${DEFAULT-VALUE}).")
    Genid genid = Genid.DEFAULT;

    @Option(
            names = "--max-sessions-per-owner",
            paramLabel = "<number>",
            description = "How many sessions a user may have at once (default: any number).")
    @Nullable
    Integer maxSessions;

    @Option(
            names = "--owner-limit",
            paramLabel = "oldest_ends|refuse",
            defaultValue = "oldest_ends",
            description = "What happens with one more login: the oldest session ends, or the login is refused (default:"
                    + " ${DEFAULT-VALUE}).")
    OwnerLimit ownerLimit = OwnerLimit.OLDEST_ENDS;

    /** {@return what the pages say of the limit; null without one} */
    Demo.@Nullable Limit limit() {
        return maxSessions == null ? null : new Demo.Limit(maxSessions, ownerLimit);
    }

    /** Every call gives another manager with the same options and secrets. */
    SessionManager manager(Store store, Consumer<SessionActivity> listener) {
        SessionManagerBuilder builder = SessionManager.builder(store)
                .onActivity(listener)
                .name(name)
                .resave(resave)
                .rolling(
                        switch (rolling) {
                            case renewal -> Rolling.ON_RENEWAL;
                            case TRUE -> Rolling.ALWAYS;
                            case FALSE -> Rolling.OFF;
                        })
                .saveUninitialized(saveUninitialized)
                .unset(unset)
                .maxSize(maxSessionSize)
                .cookie(this::cookie)
                .owner(Visitor::of);
        if (maxSessions != null) {
            builder.maxSessionsPerOwner(maxSessions, ownerLimit);
        }
        if (touchEvery != null) {
            builder.touchEvery(touchEvery);
        }
        if (secrets.isEmpty()) {
            secrets = List.of(UUID.randomUUID().toString());
        }
        secrets.forEach(builder::secret);
        if (proxy != Proxy.unset) {
            builder.proxy(proxy == Proxy.trust);
        }
        if (genid == Genid.uuid) {
            builder.genid(request -> UUID.randomUUID().toString());
        }
        return builder.build();
    }

    private void cookie(CookieOptions.Builder cookie) {
        if (priority != null) {
            cookie.priority(priority);
        }
        if (partitioned) {
            cookie.partitioned(true);
        }
        if (cookieDomain != null) {
            cookie.domain(cookieDomain);
        }
        cookie.path(cookiePath)
                .maxAge(maxAge.time())
                .httpOnly(httpOnly)
                .secure(
                        switch (secure) {
                            case off -> Secure.OMIT;
                            case auto -> Secure.AUTO;
                            case TRUE -> Secure.TRUE;
                            case FALSE -> Secure.FALSE;
                        })
                .sameSite(
                        switch (sameSite) {
                            case off -> SameSite.OMIT;
                            case lax -> SameSite.LAX;
                            case strict -> SameSite.STRICT;
                            case none -> SameSite.NONE;
                            case auto -> SameSite.AUTO;
                        });
    }
}
