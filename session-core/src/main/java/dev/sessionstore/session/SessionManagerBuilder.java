package dev.sessionstore.session;

import dev.sessionstore.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The options of a {@link SessionManager}, named as in express-session where it has them. The defaults differ from Express
 * where those of Express are deprecated or less safe: resave and saveUninitialized are off, the cookie is SameSite=Lax and
 * as secure as the request. Not thread-safe.
 */
public final class SessionManagerBuilder {
    private final Store store;
    private final Secrets secrets = new Secrets();
    String name = "connect.sid";
    Function<SessionRequest, String> genid = new RandomIds();
    boolean resave;
    Rolling rolling = Rolling.OFF;
    boolean saveUninitialized;
    Unset unset = Unset.KEEP;

    @Nullable
    Boolean proxy;

    Function<SessionRequest, CookieOptions> cookie = always(CookieOptions.builder());

    @Nullable
    Duration touchEvery;

    @Nullable
    Duration idleTimeout;

    @Nullable
    Duration absoluteLifetime;

    boolean recordsCreation;
    int maxSize = Integer.MAX_VALUE;
    int mergeAttempts = 100;
    private int rememberedRenewals = 100_000;
    private boolean hashSids;
    private boolean lastWriteWins;
    private Seal seal = Seal.OFF;
    OutagePolicy outagePolicy = OutagePolicy.FAIL;
    UnreadablePolicy unreadablePolicy = UnreadablePolicy.FAIL;
    InstantSource clock = InstantSource.system();
    Consumer<SessionActivity> onActivity = activity -> {};

    @Nullable
    Function<Session, Optional<String>> owner;

    private int maxSessionsPerOwner = Integer.MAX_VALUE;
    private OwnerLimit ownerLimit = OwnerLimit.OLDEST_ENDS;
    private @Nullable Consumer<JsonMapper.Builder> jsonMapper;

    SessionManagerBuilder(Store store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Adds a secret. The first signs cookies, all verify them, so a new secret is added before the old one.
     *
     * @param secret its UTF-8 bytes are the key of HMAC-SHA256; it should have at least 32 random bytes. It belongs into the
     *     environment or a mounted file: {@code System.getenv("SESSION_SECRET")}. Less than 16 bytes are accepted, since
     *     Node accepts them, with a warning in the log
     * @return this
     * @throws IllegalArgumentException when it is null, as an environment variable that is not set, or empty
     */
    public SessionManagerBuilder secret(@Nullable String secret) {
        return secret(secret == null ? null : secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds a secret as bytes, as a Buffer in Node.
     *
     * @param key the key of HMAC-SHA256; copied
     * @return this
     * @throws IllegalArgumentException when it is null or empty
     */
    public SessionManagerBuilder secret(byte @Nullable [] key) {
        secrets.add(key);
        return this;
    }

    /**
     * The cookie's name. Default {@code connect.sid}.
     *
     * @param name letters, digits and the marks that RFC 6265 allows
     * @return this
     * @throws IllegalArgumentException when it is no cookie name
     */
    public SessionManagerBuilder name(String name) {
        this.name = CookieSyntax.requireName(name);
        return this;
    }

    /**
     * Makes the ids of new sessions. Default: 24 random bytes in base64url. An id in use is never taken over: genid is
     * called again.
     *
     * @param genid returns 1 to 128 characters that cannot be guessed, never the same again; called by many threads
     * @return this
     */
    public SessionManagerBuilder genid(Function<SessionRequest, String> genid) {
        this.genid = Objects.requireNonNull(genid, "genid");
        return this;
    }

    /**
     * Whether a session is saved at the end of every request, changed or not. Default false (in Express true).
     *
     * @return this
     */
    public SessionManagerBuilder resave(boolean resave) {
        this.resave = resave;
        return this;
    }

    /**
     * Whether every response renews the browser's cookie, as in Express.
     *
     * @param rolling true is {@link Rolling#ALWAYS}, false {@link Rolling#OFF}
     * @return this
     */
    public SessionManagerBuilder rolling(boolean rolling) {
        return rolling(rolling ? Rolling.ALWAYS : Rolling.OFF);
    }

    /**
     * When a response renews the browser's cookie although nothing was changed. Default {@link Rolling#OFF}, as in Express:
     * only with a change, if the cookie expires at all. With a {@link CookieOptions.Builder#maxAge maxAge},
     * {@link Rolling#ON_RENEWAL} keeps an active user logged in.
     *
     * @return this
     */
    public SessionManagerBuilder rolling(Rolling rolling) {
        this.rolling = Objects.requireNonNull(rolling, "rolling");
        return this;
    }

    /**
     * Whether a session without attributes is stored and gets a cookie. Default false (in Express true).
     *
     * @return this
     */
    public SessionManagerBuilder saveUninitialized(boolean saveUninitialized) {
        this.saveUninitialized = saveUninitialized;
        return this;
    }

    /**
     * What {@link SessionExchange#unset()} does to the stored session. Default {@link Unset#KEEP}.
     *
     * @return this
     */
    public SessionManagerBuilder unset(Unset unset) {
        this.unset = Objects.requireNonNull(unset, "unset");
        return this;
    }

    /**
     * How to find out whether a request came to a proxy by TLS. Not called: {@link SessionRequest#secure()}.
     *
     * @param trust true: by the first value of X-Forwarded-Proto, which the proxy has to set; false: it did not
     * @return this
     */
    public SessionManagerBuilder proxy(boolean trust) {
        this.proxy = trust;
        return this;
    }

    /**
     * The cookie of new sessions.
     *
     * @param cookie changes the defaults of {@link CookieOptions#builder()}
     * @return this
     */
    public SessionManagerBuilder cookie(Consumer<CookieOptions.Builder> cookie) {
        CookieOptions.Builder options = CookieOptions.builder();
        cookie.accept(options);
        this.cookie = always(options);
        return this;
    }

    /**
     * The cookie of new sessions, decided for each request: called once, when its exchange is opened.
     *
     * @param cookie called by many threads
     * @return this
     */
    public SessionManagerBuilder cookiePerRequest(Function<SessionRequest, CookieOptions> cookie) {
        this.cookie = Objects.requireNonNull(cookie, "cookie");
        return this;
    }

    /**
     * How long a process lets a renewed session be before it moves its expiry in the store again; a session without requests
     * may end that much early, never late. At most half of a session's lifetime, so that an active session does not end.
     * Not called: a tenth of the lifetime, one minute at most. Zero: at every request, as in Express.
     *
     * @return this
     */
    public SessionManagerBuilder touchEvery(Duration touchEvery) {
        this.touchEvery = Settings.requireNotNegative("touchEvery", touchEvery);
        return this;
    }

    /**
     * How many sessions a process remembers the last renewal of; about 200 bytes each. Default 100,000. A session that is
     * not remembered is renewed once more.
     *
     * @return this
     */
    public SessionManagerBuilder rememberedRenewals(int sessions) {
        this.rememberedRenewals = Settings.requirePositive("rememberedRenewals", sessions);
        return this;
    }

    /**
     * How long the store keeps a session without requests, counted from its last renewal. The cookie is not
     * touched by it. If the cookie has a maxAge, the shorter of the two counts; a session's own
     * {@link Session#idleTimeout(Duration)} wins over both. Not called: the maxAge as in Express, and one day without one.
     *
     * @return this
     */
    public SessionManagerBuilder idleTimeout(Duration idleTimeout) {
        this.idleTimeout = Settings.requirePositive("idleTimeout", idleTimeout);
        return this;
    }

    /**
     * How long a session lives at most, however busy it is. Counted from its beginning, which is stored in the member
     * {@code _created} and survives {@link Session#regenerateKeepingData()}; for a session that Node began, from the first
     * save by this library. Not called: no such limit.
     *
     * @return this
     */
    public SessionManagerBuilder absoluteLifetime(Duration absoluteLifetime) {
        this.absoluteLifetime = Settings.requirePositive("absoluteLifetime", absoluteLifetime);
        return this;
    }

    /**
     * Stores when a session began, for {@link Session#createdAt()}, in the member {@code _created}. Default: only with
     * {@link #absoluteLifetime}.
     *
     * @return this
     */
    public SessionManagerBuilder recordCreation() {
        this.recordsCreation = true;
        return this;
    }

    /**
     * The largest session that is saved. Default: what the store takes.
     *
     * @param utf8Bytes the size of its JSON, before it is sealed
     * @return this
     */
    public SessionManagerBuilder maxSize(int utf8Bytes) {
        this.maxSize = Settings.requirePositive("maxSize", utf8Bytes);
        return this;
    }

    /**
     * How many times a save is tried while other requests change the session, before it fails with a
     * {@link SessionConflictException}. Default 100.
     *
     * @return this
     */
    public SessionManagerBuilder mergeAttempts(int attempts) {
        this.mergeAttempts = Settings.requirePositive("mergeAttempts", attempts);
        return this;
    }

    /**
     * Stores sessions under the SHA-256 of their id, so that read access to the store does not give access to sessions.
     * Node's stores do not find them then. Default off.
     *
     * @return this
     */
    public SessionManagerBuilder hashSids() {
        this.hashSids = true;
        return this;
    }

    /**
     * Seals what is stored, so that nobody reads or changes sessions without the keys: {@link #seal(SealingKeys, Sealing)} with {@link
     * Sealing#SEAL}.
     *
     * @return this
     */
    public SessionManagerBuilder seal(SealingKeys keys) {
        return seal(keys, Sealing.SEAL);
    }

    /**
     * Seals what is stored: AES-256-GCM, bound to the id that the store knows the session by. The record stays a JSON object with the
     * members {@code cookie}, a copy that is not read, and {@code sealed}. A session is sealed with the first key whenever it is
     * written, and is not written because another key sealed it. A record that does not open with any of the keys is an {@link
     * UnreadableSessionException}. Default: records are plain, and a sealed one is unreadable.
     *
     * @param keys the first seals, all of them open
     * @param sealing what becomes of plain records
     * @return this
     */
    public SessionManagerBuilder seal(SealingKeys keys, Sealing sealing) {
        this.seal = Seal.of(Objects.requireNonNull(keys, "keys"), Objects.requireNonNull(sealing, "sealing"));
        return this;
    }

    /**
     * Saves without checking whether the session was changed or destroyed meanwhile, as Express does: of concurrent requests
     * the last one wins, changes of the others are lost, and a request that ends after a logout brings the
     * session back. For stores that have no {@link Store#conditionalWrites()}.
     *
     * @return this
     */
    public SessionManagerBuilder lastWriteWins() {
        this.lastWriteWins = true;
        return this;
    }

    /**
     * What happens to a request when the store is unavailable. Default {@link OutagePolicy#FAIL}.
     *
     * @return this
     */
    public SessionManagerBuilder outagePolicy(OutagePolicy policy) {
        this.outagePolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * What happens to a request when the stored data is no session. Default {@link UnreadablePolicy#FAIL}.
     *
     * @return this
     */
    public SessionManagerBuilder unreadablePolicy(UnreadablePolicy policy) {
        this.unreadablePolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Changes Jackson's mapper, which writes and reads attributes: modules (Kotlin's, those of a library's types), mix-ins,
     * naming, visibility. Called again, the changes add up. Text, numbers, dates, escapes and the order of properties stay
     * those of JavaScript: an {@code Instant} or {@code Date} is written as {@code toISOString} does, whatever a module
     * says, and a setting that would change the format is refused by {@link #build}: default typing, sorted properties or
     * map entries, indentation, wrapped roots, other escapes, numbers as text, 1.5 read as 1. Classes are named in the JSON
     * only where {@code @JsonTypeInfo} says so and a {@code polymorphicTypeValidator} given here lists them.
     *
     * @param changes called once, by {@link #build}
     * @return this
     */
    public SessionManagerBuilder jsonMapper(Consumer<JsonMapper.Builder> changes) {
        Objects.requireNonNull(changes, "changes");
        this.jsonMapper = jsonMapper == null ? changes : jsonMapper.andThen(changes);
        return this;
    }

    /**
     * Whose a session is, for {@link SessionManager#sessionsOf} and {@link SessionManager#destroyAllOf}:
     * {@code owner(session -> session.get("user", User.class).map(User::id))}. The store then keeps an index beside the
     * sessions ({@link Store#owners()}). A login, which is a save that gives the session an owner or another one, costs one
     * round trip more, as does a renewal at most once per {@link #touchEvery} and the destruction of such a session; no other
     * request does. When a session has an owner its beginning is recorded, as with {@link #recordCreation}: that of the login, if
     * it was not before. The text of other sessions stays as it is.
     *
     * <p>Sessions that were there before, or in which Node logged somebody in, are indexed when this library next renews or
     * saves them, or by {@link SessionManager#reindex}.
     *
     * @param owner of a session, which it can only read; empty for nobody's. Called when a session is saved or renewed, with
     *     what is to be stored, by many threads; it should do nothing but read. At most 1,024 characters; the store sees the
     *     owner's SHA-256 only. What it throws fails the save with a {@link SessionException}
     * @return this
     */
    public SessionManagerBuilder owner(Function<Session, Optional<String>> owner) {
        this.owner = Objects.requireNonNull(owner, "owner");
        return this;
    }

    /**
     * How many sessions an owner may have. Needs {@link #owner}. Checked after a login is saved, which costs one round trip more
     * and one for each session of the owner; with {@link OwnerLimit#REFUSE} before it, too.
     *
     * <p>Logins at the same moment, on any number of nodes: the order in which the store indexed them decides. Each login ends
     * what is too many, so when all of them have been answered there are at most that many. With {@link
     * OwnerLimit#OLDEST_ENDS} the last ones stay. With {@link OwnerLimit#REFUSE} the first ones stay, and a login that was
     * answered while an earlier one was still being written may end again.
     *
     * @param max 1 or more
     * @param limit what happens to one more
     * @return this
     * @throws IllegalArgumentException when max is less than 1
     */
    public SessionManagerBuilder maxSessionsPerOwner(int max, OwnerLimit limit) {
        this.maxSessionsPerOwner = Settings.requirePositive("maxSessionsPerOwner", max);
        this.ownerLimit = Objects.requireNonNull(limit, "limit");
        return this;
    }

    /**
     * Is called with what the session layer does, for figures; store-micrometer has a listener that counts. Called again, all of
     * them are called.
     *
     * @param listener called by many threads while they answer their requests, so it must be quick; what it throws is logged
     * @return this
     */
    public SessionManagerBuilder onActivity(Consumer<SessionActivity> listener) {
        this.onActivity = onActivity.andThen(new CarefulListener(listener));
        return this;
    }

    /**
     * The clock; the same as the store's. Default: the system's clock.
     *
     * @return this
     */
    public SessionManagerBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * {@return the manager}
     *
     * @throws IllegalArgumentException when there is no secret, the store cannot write conditionally and
     *     {@link #lastWriteWins()} was not chosen, {@link #owner} was chosen and the store has no index of owners, or {@link #jsonMapper} has a setting that would change the format
     * @throws IllegalStateException when the Jackson of the class path is incomplete or too old
     */
    public SessionManager build() {
        Signer signer = new Signer(secrets.require());
        StoreAccess access = StoreAccess.of(store, lastWriteWins, hashSids, seal, clock);
        Codec codec = JacksonCheck.workingCodec(jsonMapper);
        Settings settings = Settings.of(this);
        OwnerAccess owners = owner == null ? null : OwnerAccess.of(store, access);
        return new SessionManager(new SessionContext(
                settings, access, owners, new TouchCache(rememberedRenewals), new Lifetime(settings), signer, codec));
    }

    @Nullable
    OwnerOption ownerOption() {
        if (owner == null && maxSessionsPerOwner < Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "maxSessionsPerOwner needs the option owner, which says whose a session is");
        }
        return owner == null ? null : new OwnerOption(owner, maxSessionsPerOwner, ownerLimit);
    }

    private static Function<SessionRequest, CookieOptions> always(CookieOptions.Builder builder) {
        CookieOptions options = builder.build();
        return request -> options;
    }
}
