package dev.sessionstore.benchmarks.jmh;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.targets.CookieRequest;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.session.Sealing;
import dev.sessionstore.session.SealingKeys;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import dev.sessionstore.session.SessionManagerBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request from its cookie to its saved session, on memory, beside a map, Jackson and one HMAC put together by hand:
 *
 * <pre>{@code java -cp … org.openjdk.jmh.Main jmh.WholePath -prof gc}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WholePath {

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    /** How many sessions there are. */
    @Param("2000")
    public int sessions;

    /** Whether the cookie has an age, so that each change writes dates and a Set-Cookie header, which the map does not. */
    @Param({"false", "true"})
    public boolean setsCookie;

    /** Whether what is stored is sealed. */
    @Param("false")
    public boolean sealed;

    private final Payload payload = new Payload(1000, 5);
    private final JsonMapper mapper = new JsonMapper();
    private final SignedValue signatures = new SignedValue();
    private final ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
    private final MemoryStore store = MemoryStore.builder().build();
    private SessionManager manager = manager(false);
    private String[] signed = {};
    private CookieRequest[] visitors = {};

    /** Logs everybody in. */
    @Setup
    public void fill() {
        manager = manager(setsCookie);
        signed = new String[sessions];
        visitors = new CookieRequest[sessions];
        for (int i = 0; i < sessions; i++) {
            CookieRequest visitor = CookieRequest.with(login());
            visitors[i] = visitor;
            String sid = manager.open(visitor).session().orElseThrow().id();
            Map<String, Object> values = new LinkedHashMap<>(payload.texts());
            values.put(Payload.COUNTER, 0);
            map.put(sid, mapper.writeValueAsString(values));
            signed[i] = signatures.sign(sid);
        }
    }

    private SessionManager manager(boolean setsCookie) {
        SessionManagerBuilder options = SessionManager.builder(store);
        if (sealed) {
            options.seal(SealingKeys.of("bench", new byte[32]), Sealing.REQUIRE);
        }
        return options.secret(SignedValue.SECRET)
                .idleTimeout(LIFETIME)
                .cookie(cookie -> cookie.maxAge(setsCookie ? LIFETIME : null))
                .build();
    }

    private String login() {
        SessionExchange exchange = manager.open(new CookieRequest(List.of()));
        var session = exchange.session().orElseThrow();
        payload.texts().forEach(session::put);
        session.put(Payload.COUNTER, 0);
        String cookie = exchange.commit().orElseThrow();
        exchange.finish();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    /** Ends the store's thread. */
    @TearDown
    public void close() {
        store.close();
    }

    /** Verify, get, parse; one value read. */
    @Benchmark
    public Object mapReads() {
        return Objects.requireNonNull(values(anySid()).get(payload.readName()));
    }

    /** As {@link #mapReads}, then count, write and put. */
    @Benchmark
    public Object mapChanges() {
        String sid = anySid();
        Map<String, Object> values = values(sid);
        Object read = Objects.requireNonNull(values.get(payload.readName()));
        values.merge(Payload.COUNTER, 1, (count, one) -> (Integer) count + (Integer) one);
        map.put(sid, mapper.writeValueAsString(values));
        return read;
    }

    /** The session layer reads one attribute. */
    @Benchmark
    public Optional<String> sessionReads() {
        SessionExchange exchange = manager.open(visitors[any()]);
        Optional<String> read = exchange.session().orElseThrow().get(payload.readName(), String.class);
        exchange.commit();
        exchange.finish();
        return read;
    }

    /** The session layer reads one attribute, and counts. */
    @Benchmark
    public Optional<String> sessionChanges() {
        SessionExchange exchange = manager.open(visitors[any()]);
        var session = exchange.session().orElseThrow();
        Optional<String> read = session.get(payload.readName(), String.class);
        session.update(Payload.COUNTER, Integer.class, count -> count.orElseThrow() + 1);
        exchange.commit();
        exchange.finish();
        return read;
    }

    private int any() {
        return ThreadLocalRandom.current().nextInt(sessions);
    }

    private String anySid() {
        return signatures.verify(signed[any()]);
    }

    @SuppressWarnings("unchecked") // the JSON is an object
    private Map<String, Object> values(String sid) {
        return mapper.readValue(Objects.requireNonNull(map.get(sid)), Map.class);
    }
}
