package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.RedisRelease;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The commands of replace to servers with and without SET … IFEQ. Each client has a subclass. */
@EnabledIf("dev.sessionstore.testsupport.RedisRelease#hasValkey")
public abstract class RedisCompareAndSetTests implements ClientUnderTest {

    private static final String TEXT = "{\"a\":\"é😀\"}";

    private final String prefix = "compare-" + UUID.randomUUID() + ":";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private final Instant past = Instant.now().minusSeconds(1);

    private interface Call {
        void on(ConditionalWrites writes);
    }

    private List<String> sent(RedisServer server, ConditionalWrites writes, Call call) {
        try (Monitor monitor = new Monitor(server.host(), server.port())) {
            call.on(writes);
            return monitor.commandsWith(prefix);
        }
    }

    @Test
    void aServerWithIfeqIsSentOneSetAndOneGetWhereNothingIsWritten() {
        RedisServer valkey = RedisRelease.VALKEY.shared();
        try (Store store = client(valkey.url()).prefix(prefix).build();
                RedisWire wire = new RedisWire(valkey.host(), valkey.port())) {
            ConditionalWrites writes = store.conditionalWrites().orElseThrow();
            store.set("a", TEXT, inAnHour);

            assertThat(sent(valkey, writes, on -> replaces(on, TEXT, WriteOutcome.WRITTEN)))
                    .containsExactly("SET");
            assertThat(wire.call("GET", prefix + "a")).isEqualTo("{}");
            assertThat(wire.number("PTTL", prefix + "a")).isBetween(3_540_000L, 3_600_001L);
            assertThat(sent(valkey, writes, on -> replaces(on, TEXT, WriteOutcome.CHANGED)))
                    .containsExactly("SET", "GET");
            store.destroy("a");
            assertThat(sent(valkey, writes, on -> replaces(on, TEXT, WriteOutcome.GONE)))
                    .containsExactly("SET", "GET");
            assertThat(wire.number("EXISTS", prefix + "a")).isZero();
        }
    }

    private void replaces(ConditionalWrites writes, String expected, WriteOutcome outcome) {
        assertThat(writes.replace("a", expected, "{}", inAnHour)).isEqualTo(outcome);
    }

    @Test
    void anExpiryThatIsPastComparesAndRemovesByTheScript() {
        RedisServer valkey = RedisRelease.VALKEY.shared();
        try (Store store = client(valkey.url()).prefix(prefix).build()) {
            ConditionalWrites writes = store.conditionalWrites().orElseThrow();
            store.set("a", TEXT, inAnHour);

            assertThat(writes.replace("a", "{}", TEXT, past)).isEqualTo(WriteOutcome.CHANGED);
            assertThat(store.get("a")).contains(TEXT);
            assertThat(writes.replace("a", TEXT, "{}", past)).isEqualTo(WriteOutcome.WRITTEN);
            assertThat(store.get("a")).isEmpty();
        }
    }

    @Test
    void thatAServerHasNoIfeqIsFoundOutOnce() {
        RedisServer redis = RedisServer.shared();
        try (Store store = client(redis.url()).prefix(prefix).build()) {
            ConditionalWrites writes = store.conditionalWrites().orElseThrow();
            writes.replace("warm", TEXT, TEXT, past);
            store.set("a", TEXT, inAnHour);

            assertThat(sent(redis, writes, on -> replaces(on, TEXT, WriteOutcome.WRITTEN)))
                    .containsExactly("SET", "EVALSHA", "[GET]", "[SET]");
            assertThat(sent(redis, writes, on -> replaces(on, "{}", WriteOutcome.WRITTEN)))
                    .containsExactly("EVALSHA", "[GET]", "[SET]");
        }
    }

    @Test
    void aServerThatIsReplacedByAnOlderOneAndBackIsCaughtByTheFirstCall() throws Exception {
        RedisServer valkey = RedisRelease.VALKEY.shared();
        RedisServer redis = RedisServer.shared();
        try (FaultProxy proxy = FaultProxy.to(valkey.host(), valkey.port());
                Store store = client("redis://" + proxy.host() + ":" + proxy.port())
                        .prefix(prefix)
                        .timeout(Duration.ofSeconds(2))
                        .build()) {
            ConditionalWrites writes = store.conditionalWrites().orElseThrow();
            writesAndCompares(store, writes);
            failsOverTo(redis, proxy, store);
            writesAndCompares(store, writes);
            failsOverTo(valkey, proxy, store);
            store.set("a", TEXT, inAnHour);
            assertThat(sent(valkey, writes, on -> replaces(on, TEXT, WriteOutcome.WRITTEN)))
                    .as("forgotten when the connection was lost")
                    .containsExactly("SET");
        }
    }

    private static void failsOverTo(RedisServer next, FaultProxy proxy, Store store) {
        proxy.refuse();
        assertThatThrownBy(() -> store.get("nothing")).isInstanceOf(StoreUnavailableException.class);
        proxy.redirect(next.host(), next.port());
        proxy.heal();
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .until(() -> store.get("nothing").isEmpty());
    }

    private void writesAndCompares(Store store, ConditionalWrites writes) {
        store.set("a", TEXT, inAnHour);
        replaces(writes, TEXT, WriteOutcome.WRITTEN);
        replaces(writes, TEXT, WriteOutcome.CHANGED);
        store.destroy("a");
        replaces(writes, TEXT, WriteOutcome.GONE);
    }

    @Test
    void nothingFollowsAWriteWhoseAnswerWasLost() throws Exception {
        RedisServer valkey = RedisRelease.VALKEY.shared();
        try (FaultProxy proxy = FaultProxy.to(valkey.host(), valkey.port());
                Store store = client("redis://" + proxy.host() + ":" + proxy.port())
                        .prefix(prefix)
                        .timeout(Duration.ofMillis(500))
                        .build()) {
            ConditionalWrites writes = store.conditionalWrites().orElseThrow();
            store.set("a", TEXT, inAnHour);
            proxy.watch(prefix);
            long before = proxy.timesSent(prefix);
            proxy.loseAnswerTo("IFEQ");

            assertThatThrownBy(() -> writes.replace("a", TEXT, "{}", inAnHour))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(proxy.timesSent(prefix) - before).isEqualTo(1);
        }
    }

    @Test
    void aKeyOfAnotherKindIsRefusedAndNotReplaced() {
        RedisServer valkey = RedisRelease.VALKEY.shared();
        try (Store store = client(valkey.url()).prefix(prefix).build();
                RedisWire wire = new RedisWire(valkey.host(), valkey.port())) {
            wire.call("HSET", prefix + "a", "field", "value");

            assertThatThrownBy(() -> store.conditionalWrites().orElseThrow().replace("a", TEXT, "{}", inAnHour))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("WRONGTYPE");
            assertThat(wire.call("HGET", prefix + "a", "field")).isEqualTo("value");
        }
    }

    @Test
    void aUserWithoutScriptsReplacesOnAServerWithIfeq() {
        RedisServer valkey = RedisRelease.VALKEY.shared();
        String user = "user-" + UUID.randomUUID();
        try (RedisWire wire = new RedisWire(valkey.host(), valkey.port())) {
            wire.call("ACL", "SETUSER", user, "on", ">secret", "~" + prefix + "*", "+@all", "-@scripting");
            try (Store store = client(valkey.url())
                    .user(user)
                    .password("secret")
                    .prefix(prefix)
                    .build()) {
                writesAndCompares(store, store.conditionalWrites().orElseThrow());
            } finally {
                wire.call("ACL", "DELUSER", user);
            }
        }
    }
}
