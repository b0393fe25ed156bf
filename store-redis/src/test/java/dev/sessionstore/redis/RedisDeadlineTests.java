package dev.sessionstore.redis;

import static dev.sessionstore.redis.OutageAssertions.assertAllFailInTime;
import static dev.sessionstore.redis.OutageAssertions.assertFailsInTime;
import static dev.sessionstore.redis.OutageAssertions.bound;
import static dev.sessionstore.redis.OutageAssertions.untilItAnswers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every call ends in time, also when each single read or write is short. Each client has a subclass. */
@Tag("slow")
public abstract class RedisDeadlineTests implements ClientUnderTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration BOUND = OutageAssertions.bound(TIMEOUT);
    private static final Duration OPENING = Duration.ofSeconds(7);
    private static final Duration BETWEEN_BYTES = Duration.ofMillis(150);
    private static final String PASSWORD = "not-so-short-a-password";

    private final RedisServer server = RedisServer.shared();
    private final String prefix = "deadline-" + UUID.randomUUID() + ":";
    private final String user = "deadline-" + UUID.randomUUID();
    private final String text = "\"" + "x".repeat(300) + "\"";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private RedisWire wire;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        wire = new RedisWire(server.host(), server.port());
        wire.call("ACL", "SETUSER", user, "on", ">" + PASSWORD, "~*", "+@all");
        proxy = FaultProxy.to(server.host(), server.port());
    }

    @AfterEach
    void stop() {
        proxy.close();
        wire.call("ACL", "DELUSER", user);
        wire.close();
    }

    private Store open(Duration timeout) {
        return client("redis://" + user + ":" + PASSWORD + "@" + proxy.host() + ":" + proxy.port())
                .prefix(prefix)
                .timeout(timeout)
                .build();
    }

    private Map<String, Callable<?>> calls(Store store) {
        Map<String, Callable<?>> calls = new LinkedHashMap<>();
        calls.put("get", () -> store.get("there"));
        calls.put("set", () -> {
            store.set("there", text, inAnHour);
            return true;
        });
        calls.put(
                "replace",
                () -> store.conditionalWrites().orElseThrow().replace("there", "{\"no\":1}", text, inAnHour));
        calls.put("sids", () -> store.listing().orElseThrow().sids().count());
        calls.put("count", () -> store.listing().orElseThrow().count());
        calls.put("clear", () -> {
            store.listing().orElseThrow().clear();
            return true;
        });
        Owners owners = store.owners().orElseThrow();
        calls.put("bind", () -> {
            owners.bind("there", "zoe", inAnHour);
            return true;
        });
        calls.put("unbind", () -> owners.unbind("there", "zoe"));
        calls.put("sids of an owner", () -> owners.sids("zoe").count());
        calls.put("destroyAll", () -> owners.destroyAll("zoe", Set.of()));
        return calls;
    }

    @Test
    void answersThatTrickleInDoNotKeepACallAlive() {
        try (Store store = open(TIMEOUT)) {
            store.set("there", text, inAnHour);
            proxy.trickle(BETWEEN_BYTES);

            assertFailsInTime("get", BOUND, () -> store.get("there"));
            assertFailsInTime(
                    "count", BOUND, () -> store.listing().orElseThrow().count());
            proxy.heal();
            untilItAnswers(store);
        }
    }

    @Test
    void aLoginThatTricklesDoesNotKeepACallAlive() throws Exception {
        try (Store store = open(TIMEOUT)) {
            store.set("there", text, inAnHour);
            proxy.trickle(Duration.ofMillis(400));
            proxy.cut();

            assertAllFailInTime(calls(store), BOUND);
            assertThatOpeningEndsInTime();
            proxy.heal();
            untilItAnswers(store);
        }
    }

    @Test
    void aServerThatStopsReadingDoesNotKeepAWriteAlive() throws Exception {
        String large = "\"" + "y".repeat(16 << 20) + "\"";
        try (Store store = open(TIMEOUT)) {
            store.set("there", text, inAnHour);
            proxy.stopReading();

            assertFailsInTime("set", BOUND, () -> {
                store.set("large", large, inAnHour);
                return true;
            });
            assertAllFailInTime(calls(store), BOUND);
            proxy.heal();
            untilItAnswers(store);
        }
    }

    @Test
    void aHostThatVanishedDoesNotKeepACallAliveAndIsFoundAgain() throws Exception {
        try (Store store = open(TIMEOUT)) {
            store.set("there", text, inAnHour);
            proxy.vanish();

            assertAllFailInTime(calls(store), BOUND);
            assertThatOpeningEndsInTime();
            proxy.heal();
            untilItAnswers(store);
        }
    }

    @Test
    void closingTakesNoLongerThanACallWhateverTheServerDoes() {
        Map<String, Runnable> faults = new LinkedHashMap<>();
        faults.put("hang", proxy::hang);
        faults.put("vanish", proxy::vanish);
        faults.put("stopReading", proxy::stopReading);
        faults.forEach((name, fault) -> {
            Store store = open(TIMEOUT);
            store.set("there", text, inAnHour);
            fault.run();
            assertThat(catchThrowable(() -> store.get("there"))).as(name).isInstanceOf(StoreUnavailableException.class);

            long begin = System.nanoTime();
            store.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(name).isLessThan(BOUND);
            proxy.heal();
        });
    }

    @Test
    void theTwoCommandsOfAReplaceShareOneDeadline() {
        Duration timeout = Duration.ofSeconds(2);
        try (Store store = open(timeout)) {
            store.set("there", text, inAnHour);
            wire.call("SCRIPT", "FLUSH");
            proxy.delay(Duration.ofMillis(1900));

            assertFailsInTime(
                    "replace",
                    bound(timeout),
                    () -> store.conditionalWrites().orElseThrow().replace("there", text, "{}", inAnHour));
        }
    }

    /** Redisson sends a command per connection of its pool, so a thousand together would take longer than one call may. */
    @Test
    void clearTakesNoRoundTripPerKeyAndIsACallForAHundredKeys() {
        Duration delay = Duration.ofMillis(40);
        int keys = 1_000;
        try (Store store = open(Duration.ofSeconds(1))) {
            wire.call(
                    "EVAL",
                    "for i = 1, ARGV[2] do redis.call('SET', ARGV[1] .. i, '{}', 'PX', 100000) end",
                    "0",
                    prefix,
                    Integer.toString(keys));
            proxy.delay(delay);
            long begin = System.nanoTime();
            store.listing().orElseThrow().clear();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(delay.multipliedBy(keys / 4));
            proxy.heal();
            assertThat(store.listing().orElseThrow().count()).isZero();
        }
    }

    /** Opening may also succeed, when the client waits for few bytes. */
    private void assertThatOpeningEndsInTime() {
        long begin = System.nanoTime();
        try (Store opened = open(TIMEOUT)) {
            assertThat(opened).isNotNull();
        } catch (StoreUnavailableException notInTime) {
            assertThat(notInTime).hasMessageContaining("connect");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(OPENING);
    }
}
