package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisNode;
import dev.sessionstore.testsupport.RedisRelease;
import dev.sessionstore.testsupport.RedisSentinel;
import dev.sessionstore.testsupport.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Replace where servers with and without SET … IFEQ work side by side or follow each other. Each client has a subclass. */
@Tag("slow")
public abstract class RedisMixedVersionsTests implements ClientUnderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String prefix = "mixed-" + UUID.randomUUID() + ":";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);

    private Store connect(String url) {
        return client(url).prefix(prefix).timeout(TIMEOUT).build();
    }

    private static Path program(RedisRelease release) {
        return release.program().orElseThrow();
    }

    @Test
    @EnabledIf("dev.sessionstore.testsupport.RedisRelease#hasValkeyAndNewRedis")
    void aFailoverToAServerWithoutIfeqChangesNoOutcome() {
        failsOver(program(RedisRelease.VALKEY), program(RedisRelease.REDIS));
    }

    @Test
    @EnabledIf("dev.sessionstore.testsupport.RedisRelease#hasValkey")
    void aFailoverToAServerWithIfeqUsesIt() {
        failsOver(RedisServer.program(), program(RedisRelease.VALKEY));
    }

    private void failsOver(Path first, Path second) {
        try (RedisSentinel sentinel = RedisSentinel.start(first, second);
                Store store = connect(sentinel.url())) {
            RedisNode master = sentinel.master();
            compares(store, "s");
            comparesOn(master, store, "s");
            master.kill();
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                    .until(() -> writes(store, "s"));
            assertThat(sentinel.master()).isNotSameAs(master);
            compares(store, "s");
            comparesOn(sentinel.master(), store, "s");
        }
    }

    private boolean writes(Store store, String sid) {
        store.set(sid, "{}", inAnHour);
        return true;
    }

    @Test
    @EnabledIf("dev.sessionstore.testsupport.RedisRelease#hasValkey")
    void aClusterOfMixedVersionsComparesOnEachMasterAsItCan() {
        RedisCluster cluster = Mixed.CLUSTER;
        try (Store store = connect(cluster.url())) {
            for (RedisNode master : cluster.masters()) {
                String sid = textOn(cluster, master, text -> prefix + text);
                compares(store, sid);
                comparesOn(master, store, sid);
            }
        }
    }

    @Test
    @EnabledIf("dev.sessionstore.testsupport.RedisRelease#hasValkey")
    void aSlotThatMovesToANewerServerKeepsItsSessions() {
        RedisCluster cluster = Mixed.CLUSTER;
        try (Store store = connect(cluster.url())) {
            RedisNode newer = masterWith(cluster, true);
            RedisNode older = masterWith(cluster, false);
            String tag = "{" + textOn(cluster, older, text -> text) + "}";
            List<String> sids = IntStream.range(0, 20).mapToObj(i -> i + tag).toList();
            int slot = cluster.slotOf(prefix + sids.get(0));
            sids.forEach(sid -> compares(store, sid));
            sids.forEach(sid -> store.set(sid, "0", inAnHour));

            cluster.moveSlot(slot, newer, () -> sids.forEach(sid -> replaces(store, sid, "0", "1")));
            sids.forEach(sid -> replaces(store, sid, "1", "2"));
            sids.forEach(sid -> compares(store, sid));
            await().atMost(PATIENCE).untilAsserted(() -> comparesOn(newer, store, sids.get(0)));
        }
    }

    /** One master has IFEQ, the others are those of the build. */
    private static final class Mixed {
        static final RedisCluster CLUSTER =
                RedisCluster.start(List.of(program(RedisRelease.VALKEY), RedisServer.program(), RedisServer.program()));
    }

    private static RedisNode masterWith(RedisCluster cluster, boolean ifeq) {
        return cluster.masters().stream()
                .filter(master -> hasIfeq(master) == ifeq)
                .findFirst()
                .orElseThrow();
    }

    /** {@return a text whose key belongs to a master} */
    private static String textOn(RedisCluster cluster, RedisNode master, UnaryOperator<String> keyOf) {
        return IntStream.range(0, 1_000)
                .mapToObj(Integer::toString)
                .filter(text -> cluster.ownerOf(cluster.slotOf(keyOf.apply(text))) == master)
                .findFirst()
                .orElseThrow();
    }

    /** Uses a key that does not exist, so nothing is written, and another one when the server redirects. */
    private static boolean hasIfeq(RedisNode node) {
        try (RedisWire wire = new RedisWire("127.0.0.1", node.port())) {
            return IntStream.iterate(0, i -> i + 1)
                    .mapToObj(i -> answerToIfeq(wire, "nothing-" + i))
                    .filter(answer -> !answer.startsWith("MOVED"))
                    .map(String::isEmpty)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String answerToIfeq(RedisWire wire, String key) {
        try {
            return wire.text("SET", key, "x", "IFEQ", "y");
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private void compares(Store store, String sid) {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        store.set(sid, "{\"a\":1}", inAnHour);
        assertThat(writes.replace(sid, "{\"a\":2}", "{}", inAnHour)).isEqualTo(WriteOutcome.CHANGED);
        assertThat(writes.replace(sid, "{\"a\":1}", "{}", inAnHour)).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(store.get(sid)).contains("{}");
        store.destroy(sid);
        assertThat(writes.replace(sid, "{}", "{\"a\":1}", inAnHour)).isEqualTo(WriteOutcome.GONE);
        assertThat(store.get(sid)).isEmpty();
    }

    /** The store has sent IFEQ to this server before. */
    private void comparesOn(RedisNode master, Store store, String sid) {
        store.set(sid, "0", inAnHour);
        try (Monitor monitor = new Monitor("127.0.0.1", master.port())) {
            replaces(store, sid, "0", "1");
            assertThat(monitor.commandsWith(prefix))
                    .isEqualTo(hasIfeq(master) ? List.of("SET") : List.of("EVALSHA", "[GET]", "[SET]"));
        }
    }

    private void replaces(Store store, String sid, String expected, String data) {
        assertThat(store.conditionalWrites().orElseThrow().replace(sid, expected, data, inAnHour))
                .as(sid)
                .isEqualTo(WriteOutcome.WRITTEN);
    }
}
