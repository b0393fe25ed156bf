package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands and records of a store, as the server sees them. Each client has a subclass. */
public abstract class RedisOperationTests implements ClientUnderTest {

    private static final String TEXT = "{\"a\":\"é😀\"}";

    private final RedisServer server = RedisServer.shared();
    private final String prefix = "operations-" + UUID.randomUUID() + ":";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private final Instant past = Instant.now().minusSeconds(1);
    private RedisWire wire;
    private Store store;

    /** {@return the commands that write value and expiry; those of a script in brackets} */
    protected String[] setting() {
        return new String[] {"SET"};
    }

    /** {@return the commands that move an expiry} */
    protected String[] touching() {
        return new String[] {"PEXPIRE"};
    }

    @BeforeEach
    void open() {
        wire = new RedisWire(server.host(), server.port());
        store = client(server.url()).prefix(prefix).build();
    }

    @AfterEach
    void close() {
        store.close();
        wire.close();
    }

    @Test
    void everyOperationIsOneCommand() {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        writes.replace("warm", TEXT, TEXT, inAnHour);
        assertThat(sent(() -> store.get("a"))).containsExactly("GET");
        assertThat(sent(() -> setting("a", inAnHour))).containsExactly(setting());
        assertThat(sent(() -> setting("a", past))).containsExactly("DEL");
        assertThat(sent(() -> store.touch("a", inAnHour))).containsExactly(touching());
        assertThat(sent(() -> store.touch("a", past))).containsExactly("DEL");
        assertThat(sent(() -> store.destroy("a"))).containsExactly("DEL");
        assertThat(sent(() -> writes.create("a", TEXT, inAnHour))).containsExactly("SET");
        assertThat(sent(() -> writes.create("a", TEXT, past))).containsExactly("GET");
        assertThat(sent(() -> writes.replace("a", TEXT, "{}", inAnHour))).containsExactly("EVALSHA", "[GET]", "[SET]");
        assertThat(sent(() -> writes.replace("a", TEXT, "{}", inAnHour))).containsExactly("EVALSHA", "[GET]");
        assertThat(sent(() -> writes.replace("a", "{}", TEXT, past))).containsExactly("EVALSHA", "[GET]", "[DEL]");
        assertThat(sent(() -> store.listing().orElseThrow().expiresAt("a"))).containsExactly("PTTL");
    }

    @Test
    void whatTheClientSendsByItselfIsPartOfFewOperations() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port());
                Store proxied = client("redis://" + proxy.host() + ":" + proxy.port())
                        .prefix(prefix)
                        .build()) {
            ConditionalWrites writes = proxied.conditionalWrites().orElseThrow();
            writes.replace("warm", TEXT, TEXT, inAnHour);
            long begin = System.nanoTime();
            long before = proxy.roundTrips();
            for (int i = 0; i < 100; i++) {
                proxied.set("a", TEXT, inAnHour);
                proxied.get("a");
                proxied.touch("a", inAnHour);
                writes.replace("a", TEXT, "{}", inAnHour);
                writes.create("a", TEXT, inAnHour);
                proxied.destroy("a");
            }
            long made = proxy.roundTrips() - before;
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            assertThat(made)
                    .as("600 operations; besides, at most one look at the server a second")
                    .isBetween(600L, 602 + seconds);
        }
    }

    @Test
    void aScriptThatTheServerForgotIsSentAgain() {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        writes.replace("warm", TEXT, TEXT, inAnHour);
        store.set("a", TEXT, inAnHour);
        wire.call("SCRIPT", "FLUSH");

        assertThat(sent(() -> writes.replace("a", TEXT, "{}", inAnHour)))
                .containsExactly("EVALSHA", "EVAL", "[GET]", "[SET]");
        assertThat(store.get("a")).contains("{}");
    }

    @Test
    void keyTextAndExpiryAreThoseOfConnectRedis() {
        store.set("a", TEXT, inAnHour);

        assertThat(wire.call("GET", prefix + "a")).isEqualTo(TEXT);
        assertThat(wire.number("PTTL", prefix + "a")).isBetween(3_540_000L, 3_600_001L);
        assertThat(wire.call("TYPE", prefix + "a")).isEqualTo("string");
    }

    @Test
    void replaceWritesTextAndExpiryTogether() {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        store.set("a", TEXT, inAnHour);

        assertThat(writes.replace("a", TEXT, "{}", Instant.now().plusSeconds(60)))
                .isEqualTo(WriteOutcome.WRITTEN);
        assertThat(wire.call("GET", prefix + "a")).isEqualTo("{}");
        assertThat(wire.number("PTTL", prefix + "a")).isBetween(30_000L, 60_001L);
    }

    @Test
    void theFarthestFutureIsKept() {
        store.set("a", TEXT, Instant.MAX);
        assertThat(store.touch("a", Instant.MAX)).isTrue();
        store.conditionalWrites().orElseThrow().replace("a", TEXT, "{}", Instant.MAX);

        assertThat(store.get("a")).contains("{}");
        assertThat(store.listing().orElseThrow().expiresAt("a").orElseThrow())
                .isAfter(Instant.parse("+200000-01-01T00:00:00Z"));
    }

    @Test
    void aKeyWithoutExpiryIsASessionThatStays() {
        wire.call("SET", prefix + "a", TEXT);

        assertThat(store.get("a")).contains(TEXT);
        assertThat(store.listing().orElseThrow().expiresAt("a")).contains(Instant.MAX);
    }

    @Test
    void whatRedisRefusesIsAStoreExceptionWithItsAnswer() {
        wire.call("HSET", prefix + "hash-of-another-application", "field", "value");

        for (Callable<?> call : List.<Callable<?>>of(
                () -> store.get("hash-of-another-application"),
                () -> store.conditionalWrites()
                        .orElseThrow()
                        .replace("hash-of-another-application", "{}", "{}", inAnHour))) {
            assertThatThrownBy(call::call)
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("WRONGTYPE")
                    .hasMessageNotContaining("another-application");
        }
        assertThat(store.listing().orElseThrow().sids()).isEmpty();
    }

    @Test
    void listingKeepsToThePrefixWhateverCharactersItHas() {
        List<String> prefixes = List.of("x*:", "x?:", "x[ab]:", "x\\:", "x^-]:", "x:", "xa:", "é😀{1}:");
        for (String own : prefixes) {
            try (Store other = client(server.url()).prefix(prefix + own).build()) {
                other.set("s1", TEXT, inAnHour);
                other.set("s2", TEXT, inAnHour);
            }
        }
        int left = 2 * prefixes.size();
        for (String own : prefixes) {
            try (Store other = client(server.url()).prefix(prefix + own).build()) {
                Listing listing = other.listing().orElseThrow();
                assertThat(listing.sids()).containsExactlyInAnyOrder("s1", "s2");
                assertThat(listing.count()).isEqualTo(2);
                listing.clear();
                left -= 2;
                assertThat(store.listing().orElseThrow().count()).isEqualTo(left);
            }
        }
    }

    @Test
    void aStoreWithoutPrefixListsNothing() {
        try (Store bare = client(server.url()).prefix("").build()) {
            assertThat(bare.listing()).isEmpty();
            bare.set(prefix + "bare", TEXT, inAnHour);
            assertThat(wire.call("GET", prefix + "bare")).isEqualTo(TEXT);
        }
    }

    private boolean setting(String sid, Instant expiresAt) {
        store.set(sid, TEXT, expiresAt);
        return true;
    }

    private List<String> sent(Callable<?> call) {
        try (Monitor monitor = new Monitor(server.host(), server.port())) {
            call.call();
            return monitor.commandsWith(prefix);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
