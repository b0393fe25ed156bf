package dev.sessionstore.redis;

import static dev.sessionstore.redis.OutageAssertions.assertAllFailInTime;
import static dev.sessionstore.redis.OutageAssertions.assertFailsInTime;
import static dev.sessionstore.redis.OutageAssertions.untilItAnswers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.FaultProxy;
import dev.sessionstore.testsupport.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store when the network fails. Each client has a subclass. */
@Tag("slow")
public abstract class RedisOutageTests implements ClientUnderTest {

    private static final Duration TIMEOUT = Duration.ofMillis(600);
    private static final Duration PATIENT = Duration.ofSeconds(3);
    private static final Duration BOUND = OutageAssertions.bound(TIMEOUT);
    private static final Duration SLACK = Duration.ofMillis(500);

    private final RedisServer server = RedisServer.shared();
    private final String prefix = "outage-" + UUID.randomUUID() + ":";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private RedisWire wire;
    private FaultProxy proxy;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        wire = new RedisWire(server.host(), server.port());
        proxy = FaultProxy.to(server.host(), server.port());
        store = throughProxy();
        store.set("there", "{}", inAnHour);
        store.conditionalWrites().orElseThrow().replace("there", "{}", "{\"a\":1}", inAnHour);
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
        wire.close();
    }

    private Store throughProxy() {
        return throughProxy(TIMEOUT);
    }

    private Store throughProxy(Duration timeout) {
        return client("redis://" + proxy.host() + ":" + proxy.port())
                .prefix(prefix)
                .timeout(timeout)
                .build();
    }

    private Map<String, Callable<?>> writes() {
        Map<String, Callable<?>> writes = new LinkedHashMap<>();
        writes.put("set-sid", () -> {
            store.set("set-sid", "{\"late\":1}", inAnHour);
            return true;
        });
        writes.put("touch-sid", () -> store.touch("touch-sid", inAnHour));
        writes.put("destroy-sid", () -> store.destroy("destroy-sid"));
        writes.put(
                "create-sid",
                () -> store.conditionalWrites().orElseThrow().create("create-sid", "{\"late\":1}", inAnHour));
        writes.put(
                "replace-sid",
                () -> store.conditionalWrites()
                        .orElseThrow()
                        .replace("replace-sid", "{\"first\":1}", "{\"late\":1}", inAnHour));
        return writes;
    }

    @Test
    void aWriteWhoseAnswerIsLostIsNotSentAgain() {
        writes().forEach((sid, write) -> {
            if (!sid.equals("create-sid")) {
                wire.call("SET", prefix + sid, "{\"first\":1}", "PX", "100000");
            }
            proxy.watch(sid);
            proxy.loseAnswerTo(sid);

            assertThatThrownBy(write::call).as(sid).isInstanceOf(StoreUnavailableException.class);
            wire.call("SET", prefix + sid, "{\"newer\":1}", "PX", "100000");
            untilItAnswers(store);

            assertThat(proxy.timesSent(sid)).as(sid).isEqualTo(1);
            assertThat(wire.call("GET", prefix + sid)).as(sid).isEqualTo("{\"newer\":1}");
            assertThat(wire.number("PTTL", prefix + sid)).as(sid).isLessThanOrEqualTo(100_000);
        });
    }

    /** A client notices the loss of several writes in another place than the loss of one. */
    @Test
    void writesInFlightWhenTheConnectionIsLostAreNotSentAgain() throws Exception {
        int many = 8;
        Store patient = throughProxy(PATIENT);
        patient.get("there");
        proxy.delay(Duration.ofMillis(500));
        List<FutureTask<Throwable>> calls = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String sid = "flying-" + i;
            proxy.watch(sid);
            calls.add(new FutureTask<>(() -> catchThrowable(() -> patient.set(sid, "{\"late\":1}", inAnHour))));
        }
        calls.forEach(call -> new Thread(call).start());
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> IntStream.range(0, many)
                        .allMatch(i -> proxy.timesSent("flying-" + i) == 1
                                && wire.call("GET", prefix + "flying-" + i) != null));
        proxy.cut();
        proxy.heal();
        List<Throwable> failures = new ArrayList<>();
        for (FutureTask<Throwable> call : calls) {
            Throwable thrown = call.get();
            if (thrown != null) { // one on a connection that was there already may have had its answer
                failures.add(thrown);
            }
        }
        assertThat(failures)
                .hasSizeGreaterThan(1)
                .allSatisfy(thrown -> assertThat(thrown).isInstanceOf(StoreUnavailableException.class));
        patient.close();

        for (int i = 0; i < many; i++) {
            assertThat(proxy.timesSent("flying-" + i)).isEqualTo(1);
        }
    }

    @Test
    void aWriteThatWasCutOffBeforeItArrivedIsNotSentAgain() {
        writes().forEach((sid, write) -> {
            proxy.watch(sid);
            proxy.cutBefore(sid);

            assertThatThrownBy(write::call).as(sid).isInstanceOf(StoreUnavailableException.class);
            untilItAnswers(store);

            assertThat(proxy.timesSent(sid)).as(sid).isEqualTo(1);
            assertThat(wire.call("GET", prefix + sid)).as(sid).isNull();
        });
    }

    @Test
    void aServerThatSaysNothingIsUnavailableInBoundedTime() throws Exception {
        proxy.hang();
        assertEveryCallFailsInTime();
        proxy.heal();
        untilItAnswers(store);
    }

    @Test
    void aServerThatRefusesIsUnavailableInBoundedTime() throws Exception {
        proxy.refuse();
        assertEveryCallFailsInTime();
        proxy.heal();
        untilItAnswers(store);
    }

    @Test
    void connectionsThatWentSilentAreReplaced() {
        proxy.silence();

        assertThatThrownBy(() -> store.get("there")).isInstanceOf(StoreUnavailableException.class);
        untilItAnswers(store);
    }

    @Test
    void nothingThatWaitedIsSentAfterAnOutage() {
        proxy.refuse();
        writes().forEach((sid, write) -> {
            proxy.watch(sid);
            assertThatThrownBy(write::call).as(sid).isInstanceOf(StoreUnavailableException.class);
        });
        // During the outage a write may have gone into a connection that the client did not know to be closed.
        Map<String, Long> sentBefore = new HashMap<>();
        writes().keySet().forEach(sid -> sentBefore.put(sid, proxy.timesSent(sid)));
        proxy.heal();
        untilItAnswers(store);

        sentBefore.forEach((sid, times) -> {
            assertThat(proxy.timesSent(sid)).as(sid).isEqualTo(times).isLessThanOrEqualTo(1);
            if (times == 0) {
                assertThat(wire.call("GET", prefix + sid)).as(sid).isNull();
            }
        });
    }

    @Test
    void anInterruptedThreadStopsWaitingAndKeepsItsFlag() throws Exception {
        proxy.hang();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Boolean> flag = new AtomicReference<>();
        FutureTask<Throwable> call = new FutureTask<>(() -> {
            begun.countDown();
            Throwable thrown = catchThrowable(() -> store.get("there"));
            flag.set(Thread.currentThread().isInterrupted());
            return thrown;
        });
        Thread thread = new Thread(call);
        thread.start();
        begun.await();
        thread.interrupt();

        assertThat(call.get(BOUND.toMillis(), TimeUnit.MILLISECONDS))
                .isInstanceOf(StoreUnavailableException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(flag.get()).isTrue();
        proxy.heal();
        untilItAnswers(store);
    }

    @Test
    void openingWithoutAServerFailsInBoundedTime() {
        proxy.refuse();
        assertFailsInTime("refused", BOUND.plus(SLACK), this::throughProxy);
        proxy.heal();
        proxy.hang();
        assertFailsInTime("hung", BOUND.plus(SLACK), this::throughProxy);
        proxy.heal();
    }

    @Test
    void disconnectedAndConnectedAreToldOncePerOutage() {
        List<StoreEvent> events = new CopyOnWriteArrayList<>();
        store.on(StoreEvent.Disconnected.class, events::add);
        store.on(StoreEvent.Connected.class, events::add);
        proxy.refuse();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> store.get("there")).isInstanceOf(StoreUnavailableException.class);
        }
        proxy.heal();
        untilItAnswers(store);

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOf(StoreEvent.Disconnected.class);
        assertThat(events.get(1)).isInstanceOf(StoreEvent.Connected.class);
    }

    @Test
    void noMessageTellsSidOrData() {
        Map<String, Consumer<String>> faults = new LinkedHashMap<>();
        faults.put("refuse", sid -> proxy.refuse());
        faults.put("hang", sid -> proxy.hang());
        faults.put("cut", proxy::cutBefore);
        faults.put("lose", proxy::loseAnswerTo);
        faults.forEach((name, fault) -> {
            String sid = "whole-sid-" + UUID.randomUUID();
            fault.accept(sid);
            Throwable thrown = catchThrowable(() ->
                    store.conditionalWrites().orElseThrow().replace(sid, "{\"secret\":1}", "{\"secret\":2}", inAnHour));
            assertThat(thrown).as(name).isInstanceOf(StoreUnavailableException.class);
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).as(name).doesNotContain(sid).doesNotContain("secret");
            }
            proxy.heal();
            untilItAnswers(store);
        });
    }

    @Test
    void replaceIsRightAgainAfterAnOutage() {
        proxy.cut();
        untilItAnswers(store);

        assertThat(store.conditionalWrites().orElseThrow().replace("there", "{\"a\":1}", "{\"a\":2}", inAnHour))
                .isEqualTo(WriteOutcome.WRITTEN);
    }

    private void assertEveryCallFailsInTime() throws Exception {
        Map<String, Callable<?>> calls = new LinkedHashMap<>();
        calls.put("get", () -> store.get("there"));
        calls.putAll(writes());
        calls.put("count", () -> store.listing().orElseThrow().count());
        assertAllFailInTime(calls, BOUND);
    }
}
