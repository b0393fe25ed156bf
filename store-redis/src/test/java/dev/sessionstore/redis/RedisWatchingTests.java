package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.Watching.Watcher;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports of changes, without and with faults. Each client that can receive them has a subclass. */
@Tag("slow")
public abstract class RedisWatchingTests implements ClientUnderTest {

    private static final Duration PROOF = Duration.ofMillis(20);
    private static final Duration TIMEOUT = Duration.ofMillis(800);

    private final RedisServer server = RedisServer.start();
    private final String prefix = "watching-" + UUID.randomUUID() + ":";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private final RecordingWatcher watcher = new RecordingWatcher();
    private RedisWire wire;
    private FaultProxy proxy;
    private Store store;
    private Watch watch;

    @BeforeEach
    void open() throws IOException {
        wire = new RedisWire(server.host(), server.port());
        proxy = FaultProxy.to(server.host(), server.port());
        store = client("redis://" + proxy.host() + ":" + proxy.port())
                .prefix(prefix)
                .timeout(TIMEOUT)
                .build();
        watch = store.watching().orElseThrow().watch(watcher, PROOF);
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
        wire.close();
        server.close();
    }

    /** {@return the ACL rules that the client itself needs} */
    protected List<String> clientPermissions() {
        return List.of();
    }

    /** On a busy machine the link may be late with its proofs, and is not read on then. */
    private Reading readWatched(String sid) {
        return await().until(() -> watch.read(sid), Reading::watched);
    }

    @Test
    void changesOfEveryKindAreReportedWhoeverMakesThem() throws InterruptedException {
        List<Runnable> changes = List.of(
                () -> wire.call("SET", prefix + "a", "2", "PX", "100000"),
                () -> wire.call("PEXPIRE", prefix + "a", "200000"),
                () -> wire.call("DEL", prefix + "a"),
                () -> wire.call("SET", prefix + "a", "3", "PX", "100000"),
                () -> store.set("a", "4", inAnHour),
                () -> store.touch("a", inAnHour.plusSeconds(1)),
                () -> store.conditionalWrites().orElseThrow().replace("a", "4", "5", inAnHour),
                () -> store.destroy("a"),
                () -> store.conditionalWrites().orElseThrow().create("a", "6", inAnHour),
                () -> wire.call("EVAL", "redis.call('SET', KEYS[1], '7')", "1", prefix + "a"),
                () -> wire.call("RENAME", prefix + "a", "elsewhere"),
                () -> wire.call("RENAME", "elsewhere", prefix + "a"));
        for (int i = 0; i < changes.size(); i++) {
            readWatched("a");
            assertThat(watcher.nextNow()).as("before change " + i).isNull();
            changes.get(i).run();
            assertThat(watcher.next()).as("change " + i).isEqualTo("a");
        }
        assertThat(watcher.losses()).as("at the beginning").isPositive();
    }

    @Test
    void anExpiryIsReported() throws InterruptedException {
        wire.call("SET", prefix + "a", "1", "PX", "2000");
        assertThat(readWatched("a").data()).isEqualTo("1");
        assertThat(watcher.next()).isEqualTo("a");
        assertThat(readWatched("a")).isEqualTo(Reading.absent(true));
    }

    @Test
    void aReadTellsTheExpiryToo() {
        store.set("a", "ü", Instant.now().plusSeconds(100));
        Instant expiry = Instant.ofEpochMilli(wire.number("PEXPIRETIME", prefix + "a"));
        Reading reading = readWatched("a");
        assertThat(reading.data()).isEqualTo("ü");
        assertThat(reading.expiresAt()).isBetween(expiry.minusSeconds(5), expiry);
        wire.call("PERSIST", prefix + "a");
        assertThat(readWatched("a").expiresAt()).isEqualTo(Instant.MAX);
        assertThat(readWatched("none")).isEqualTo(Reading.absent(true));
        assertThat(watch.read("x".repeat(129))).isEqualTo(Reading.absent(false));
    }

    @Test
    void whatIsReportedOnlyConcernsThisStoresSessions() throws InterruptedException {
        readWatched("a");
        wire.call("SET", "other:" + prefix + "a", "1");
        wire.call("SET", prefix + "a", "1");
        assertThat(watcher.next()).isEqualTo("a");
        assertThat(watcher.nextNow()).isNull();
    }

    @Test
    void anEmptiedDatabaseIsALoss() {
        readWatched("a");
        wire.call("FLUSHDB");
        watcher.awaitLosses(2);
        readWatched("a");
    }

    @Test
    void aLostLinkIsALossAndTheNextOneReportsAgain() throws InterruptedException {
        readWatched("a");
        proxy.cut();
        watcher.awaitLosses(3);
        await().until(() -> watch.read("a").watched());
        wire.call("SET", prefix + "a", "2");
        assertThat(watcher.next()).isEqualTo("a");
        for (int id : ids()) {
            wire.call("CLIENT", "KILL", "ID", String.valueOf(id));
        }
        watcher.awaitLosses(5);
        await().ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> watch.read("a").watched());
        wire.call("SET", prefix + "a", "3");
        assertThat(watcher.next()).isEqualTo("a");
    }

    @Test
    void linksThatAreLostWhileTheyOpenLeaveNoneBehind() {
        for (int i = 0; i < 8; i++) {
            proxy.cut();
            await().pollInterval(Duration.ofMillis(1)).until(() -> proxy.connections() > 0);
        }
        await().ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> watch.read("a").watched());
        assertThat(wire.text("CLIENT", "LIST").split("\n"))
                .filteredOn(line -> line.matches(".* flags=\\S*t\\S* .*"))
                .hasSize(1);
    }

    @Test
    void aReadOnALinkThatIsLostMeanwhileGoesOnWithoutIt() {
        store.set("a", "1", inAnHour);
        readWatched("a");
        proxy.cutBefore("PTTL");
        long begin = System.nanoTime();
        assertThat(watch.read("a").data()).isEqualTo("1");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.dividedBy(2));
    }

    /** The connections of the store and its watch. */
    private int[] ids() {
        long own = wire.number("CLIENT", "ID");
        return Arrays.stream(wire.text("CLIENT", "LIST").split("\n"))
                .map(line -> line.substring("id=".length(), line.indexOf(' ')))
                .mapToInt(Integer::parseInt)
                .filter(id -> id != own)
                .toArray();
    }

    @Test
    void aLinkThatHangsLagsBehindUntilItGoesOn() throws InterruptedException {
        await().until(() -> watch.lagNanos() < Duration.ofMillis(200).toNanos());
        readWatched("a");
        proxy.hang();
        wire.call("SET", prefix + "a", "2");
        await().until(() -> watch.lagNanos() > Duration.ofMillis(300).toNanos());
        assertThat(watcher.nextNow()).isNull();
        proxy.heal();
        assertThat(watcher.next()).isEqualTo("a");
        await().until(() -> watch.lagNanos() < Duration.ofMillis(200).toNanos());
    }

    @Test
    void aLinkThatGoesSilentForEverIsReplaced() {
        proxy.vanish();
        await().until(() -> watch.lagNanos() == Long.MAX_VALUE);
        proxy.heal();
        await().ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> watch.read("a").watched());
        assertThat(watch.lagNanos()).isLessThan(Long.MAX_VALUE);
    }

    @Test
    void withoutAServerThereIsNoLinkAndAfterItsReturnThereIs() {
        server.stop();
        await().until(() -> watch.lagNanos() == Long.MAX_VALUE);
        server.startAgain();
        await().ignoreExceptionsInstanceOf(StoreException.class)
                .until(() -> watch.read("a").watched());
        wire.close();
        wire = new RedisWire(server.host(), server.port());
    }

    @Test
    void whatAWatcherThrowsEndsNothing() throws InterruptedException {
        RecordingWatcher second = new RecordingWatcher();
        Watch other = store.watching()
                .orElseThrow()
                .watch(
                        new Watcher() {
                            @Override
                            public void changed(String sid) {
                                second.changed(sid);
                                throw new IllegalStateException("a watcher that throws, on purpose");
                            }

                            @Override
                            public void lost() {
                                throw new AssertionError("a watcher that throws, on purpose");
                            }
                        },
                        PROOF);
        for (int i = 0; i < 2; i++) {
            await().until(() -> other.read("a").watched());
            wire.call("SET", prefix + "a", "1");
            assertThat(second.next()).isEqualTo("a");
        }
    }

    @Test
    void aClosedWatchLeavesNoThreadAndNoConnection() {
        int before = ids().length;
        watch.close();
        watch.close();
        await().until(() -> ids().length == before - 1);
        assertThatIllegalStateException().isThrownBy(() -> watch.read("a"));
        assertThat(watch.lagNanos()).isEqualTo(Long.MAX_VALUE);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains("watching Redis")));
    }

    @Test
    void aClosedStoreEndsItsWatches() {
        store.close();
        await().until(() -> ids().length == 0);
        assertThatIllegalStateException().isThrownBy(() -> watch.read("a"));
        assertThatIllegalStateException()
                .isThrownBy(() -> store.watching().orElseThrow().watch(watcher, PROOF));
    }

    /** The rights in docs/redis.md. */
    @Test
    void aRestrictedUserNeedsOneRightMore() throws InterruptedException {
        wire.call(
                "ACL",
                "SETUSER",
                "poor",
                "reset",
                "on",
                ">secret",
                "~" + prefix + "*",
                "+get",
                "+set",
                "+pttl",
                "+client|tracking");
        clientPermissions().forEach(rule -> wire.call("ACL", "SETUSER", "poor", rule));
        try (Store poor = client("redis://poor:secret@" + server.host() + ":" + server.port())
                        .prefix(prefix)
                        .build();
                Watch watching = poor.watching().orElseThrow().watch(watcher, PROOF)) {
            await().until(() -> watching.read("a").watched());
            wire.call("SET", prefix + "a", "1");
            assertThat(watcher.next()).isEqualTo("a");
            await().until(() -> watching.lagNanos() < Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void aServerThatRefusesToReportSaysSo() {
        wire.call("ACL", "SETUSER", "poor", "on", ">secret", "~*", "&*", "+@all", "-client|tracking");
        try (Store poor = client("redis://poor:secret@" + server.host() + ":" + server.port())
                .prefix(prefix)
                .build()) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> poor.watching().orElseThrow().watch(watcher, PROOF))
                    .withMessageContaining("watch failed")
                    .withMessageContaining("NOPERM");
        }
    }

    @Test
    void aServerThatBecomesAReplicaIsNoLongerTrusted() throws InterruptedException {
        readWatched("a");
        try (RedisServer master = RedisServer.start()) {
            wire.call("REPLICAOF", master.host(), String.valueOf(master.port()));
            await().until(() -> watch.lagNanos() == Long.MAX_VALUE);
            assertThat(watch.read("a").watched()).isFalse();
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> store.watching().orElseThrow().watch(new RecordingWatcher(), PROOF))
                    .withMessageContaining("watch failed: the server is a replica");
        }
        wire.call("REPLICAOF", "NO", "ONE");
        readWatched("a");
        wire.call("SET", prefix + "a", "1");
        assertThat(watcher.next()).isEqualTo("a");
    }

    @Test
    void proofsAreNeitherTooOftenNorTooRare() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(999_999), Duration.ofMillis(60_001))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.watching().orElseThrow().watch(watcher, wrong))
                    .withMessageContaining("proofEvery");
        }
    }
}
