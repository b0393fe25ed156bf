package dev.sessionstore.benchmarks.jmh;

import dev.sessionstore.bench.targets.CookieRequest;
import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.session.SessionExchange;
import dev.sessionstore.session.SessionManager;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the session layer costs a request that has no session: one without a cookie that looks at none, and one whose cookie is
 * forged and that looks.
 *
 * <pre>{@code java -cp … org.openjdk.jmh.Main jmh.Cookies}</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Cookies {

    private final MemoryStore store = MemoryStore.builder().build();
    private final SessionManager manager =
            SessionManager.builder(store).secret(SignedValue.SECRET).build();
    private final CookieRequest anonymous = new CookieRequest(List.of());
    private final CookieRequest forger =
            CookieRequest.with("theme=dark; connect.sid=s%3A" + "0123456789abcdef".repeat(2) + "." + "A".repeat(43));

    /** Ends the store's thread. */
    @TearDown
    public void close() {
        store.close();
    }

    /** No session is used, so none begins. */
    @Benchmark
    public Optional<String> noCookie() {
        return request(anonymous);
    }

    /** The signature is computed, and is another one. */
    @Benchmark
    public Optional<String> badSignature() {
        return request(forger);
    }

    private Optional<String> request(CookieRequest visitor) {
        SessionExchange exchange = manager.open(visitor);
        Optional<String> cookie = exchange.commit();
        exchange.finish();
        return cookie;
    }
}
