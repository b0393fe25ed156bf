package dev.sessionstore.session;

import dev.sessionstore.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A manager on a memory store, with a clock that tests move and ids new1, new2, … With {@code -Dsessionstore.sealed=true} its records
 * are sealed, and the test sees what is in them.
 */
final class Bench implements AutoCloseable {

    static final String SECRET = "keyboard cat, thirty-two bytes long";

    private static final boolean SEALED = Boolean.getBoolean("sessionstore.sealed");
    private static final SealingKeys KEYS = SealingKeys.of("bench", new byte[32]);
    private static final Seal SEAL = SEALED ? Seal.of(KEYS, Sealing.SEAL) : Seal.OFF;

    final MovableClock clock = new MovableClock();
    final MemoryStore memory = MemoryStore.builder().clock(clock).build();
    final RecordingStore store = new RecordingStore(memory);
    private final AtomicInteger ids = new AtomicInteger();
    final SessionManager manager;

    Bench() {
        this(builder -> builder);
    }

    Bench(UnaryOperator<SessionManagerBuilder> options) {
        manager = options.apply(options()).build();
    }

    /** {@return the options of a manager on the same store} */
    SessionManagerBuilder options() {
        SessionManagerBuilder options = SessionManager.builder(store);
        return (SEALED ? options.seal(KEYS) : options)
                .secret(SECRET)
                .clock(clock)
                .genid(request -> "new" + ids.incrementAndGet())
                .cookie(cookie -> cookie.secure(Secure.OMIT).sameSite(SameSite.OMIT));
    }

    static String cookie(String sid) {
        return "connect.sid=" + new Signer(List.of(SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8))).sign(sid);
    }

    static Requests known(String sid) {
        return Requests.withCookie(cookie(sid));
    }

    /** Runs a request from beginning to end. */
    Optional<String> request(SessionRequest request, Consumer<SessionExchange> handler) {
        return request(manager, request, handler);
    }

    static Optional<String> request(SessionManager manager, SessionRequest request, Consumer<SessionExchange> handler) {
        SessionExchange exchange = manager.open(request);
        try {
            handler.accept(exchange);
            return exchange.commit();
        } finally {
            exchange.finish();
        }
    }

    static Consumer<SessionExchange> withSession(Consumer<Session> handler) {
        return exchange -> handler.accept(exchange.session().orElseThrow());
    }

    /** Stores a session as Node would, and forgets the call. */
    void stored(String sid, String json) {
        boolean odd = !json.startsWith("{");
        memory.set(
                sid,
                odd ? json : SEAL.seal(sid, json, CookieFields.parse("{}", 0)),
                clock.instant().plus(Duration.ofMinutes(30)));
    }

    String stored(String sid) {
        return memory.get(sid).map(text -> SEAL.open(sid, text)).orElse("none");
    }

    @Override
    public void close() {
        memory.close();
    }
}
