package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreEvent.Expired;
import dev.sessionstore.testsupport.LogCapture;
import dev.sessionstore.testsupport.MovableClock;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The thread that sweeps by itself, and how it ends. */
class MemorySweeperTest {

    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock();
    private final Set<Thread> before = sweepers();

    @Test
    void anExpiredSessionIsRemovedAndToldOnceWithoutAnyAccess() throws Exception {
        BlockingQueue<String> published = new LinkedBlockingQueue<>();
        try (MemoryStore store = open()) {
            store.on(
                    Expired.class, event -> published.add(Thread.currentThread().getName() + " " + event.sid()));
            store.set("a", "1", clock.in(HOUR));
            store.set("b", "1", clock.in(HOUR.multipliedBy(2)));
            clock.advance(HOUR);
            assertThat(published.poll(10, TimeUnit.SECONDS)).isEqualTo("sessionstore-memory-sweeper a");
            clock.advance(HOUR);
            assertThat(published.poll(10, TimeUnit.SECONDS)).isEqualTo("sessionstore-memory-sweeper b");
        }
        assertThat(published).isEmpty();
    }

    @Test
    void aRealClockIsTheDefault() throws Exception {
        CountDownLatch published = new CountDownLatch(1);
        try (MemoryStore store = MemoryStore.builder().sweepEvery(OFTEN).build()) {
            store.on(Expired.class, event -> published.countDown());
            store.set("a", "1", Instant.now().plusMillis(20));
            assertThat(published.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theSweeperSurvivesAnErrorAndAnInterruptOfItsThread() throws Exception {
        CountDownLatch published = new CountDownLatch(2);
        AtomicBoolean failed = new AtomicBoolean();
        InstantSource failingOnce = () -> {
            boolean sweeper = Thread.currentThread().getName().equals("sessionstore-memory-sweeper");
            if (sweeper && failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("on purpose");
            }
            return clock.instant();
        };
        try (LogCapture log = LogCapture.of(Sweeper.class);
                MemoryStore store = MemoryStore.builder()
                        .clock(failingOnce)
                        .sweepEvery(OFTEN)
                        .build()) {
            store.on(Expired.class, event -> {
                Thread.currentThread().interrupt();
                published.countDown();
            });
            store.set("a", "1", clock.in(HOUR));
            store.set("b", "1", clock.in(HOUR.multipliedBy(2)));
            clock.advance(HOUR);
            clock.advance(HOUR);
            assertThat(published.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(failed).isTrue();
            assertThat(log.messages()).anyMatch(message -> message.startsWith("Sweeping failed"));
        }
    }

    @Test
    void manyThatExpireAtOnceAreAllTold() throws Exception {
        int sessions = 20_000;
        CountDownLatch published = new CountDownLatch(sessions);
        try (MemoryStore store = open()) {
            store.on(Expired.class, event -> published.countDown());
            for (int i = 0; i < sessions; i++) {
                store.set("s" + i, "1", clock.in(HOUR));
            }
            clock.advance(HOUR);
            assertThat(published.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void noThreadIsLeftAfterClose() {
        MemoryStore store = open();
        assertThat(newSweepers())
                .singleElement()
                .satisfies(t -> assertThat(t.isDaemon()).isTrue());
        store.close();
        assertThat(newSweepers()).isEmpty();
        store.close();
    }

    @Test
    void withZeroThereIsNoThread() {
        try (MemoryStore store =
                MemoryStore.builder().sweepEvery(Duration.ZERO).clock(clock).build()) {
            store.set("a", "1", clock.in(HOUR));
            assertThat(newSweepers()).isEmpty();
        }
    }

    @Test
    void aPauseOfAgesDelaysNeitherBuildNorClose() {
        MemoryStore.builder()
                .sweepEvery(Duration.ofSeconds(Long.MAX_VALUE))
                .build()
                .close();
        assertThat(newSweepers()).isEmpty();
    }

    @Test
    void closeWaitsForTheListenerAndTellsNothingMore() throws Exception {
        AtomicInteger published = new AtomicInteger();
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        MemoryStore store = open();
        store.on(Expired.class, event -> {
            published.incrementAndGet();
            publishing.countDown();
            await(goOn);
        });
        for (int i = 0; i < 100; i++) {
            store.set("s" + i, "1", clock.in(HOUR));
        }
        clock.advance(HOUR);
        await(publishing);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
        assertThatThrownBy(() -> closing.get(50, TimeUnit.MILLISECONDS))
                .as("close waits")
                .isInstanceOf(TimeoutException.class);
        goOn.countDown();
        closing.get(10, TimeUnit.SECONDS);
        assertThat(published).hasValue(1);
        assertThat(newSweepers()).isEmpty();
    }

    @Test
    void anInterruptedCloseStillEndsTheThreadAndKeepsTheFlag() {
        MemoryStore store = open();
        Thread.currentThread().interrupt();
        store.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(newSweepers()).isEmpty();
    }

    @Test
    void aListenerMayCloseTheStore() throws Exception {
        CompletableFuture<Thread> closed = new CompletableFuture<>();
        MemoryStore store = open();
        store.on(Expired.class, event -> {
            store.close();
            closed.complete(Thread.currentThread());
        });
        store.set("a", "1", clock.in(HOUR));
        store.set("b", "1", clock.in(HOUR));
        clock.advance(HOUR);
        Thread sweeper = closed.get(10, TimeUnit.SECONDS);
        sweeper.join(10_000);
        assertThat(sweeper.isAlive()).isFalse();
    }

    @Test
    void aListenerThatInterruptsItsThreadDoesNotEndTheSweeping() throws Exception {
        BlockingQueue<String> published = new LinkedBlockingQueue<>();
        try (MemoryStore store = open()) {
            store.on(Expired.class, event -> {
                published.add(event.sid());
                Thread.currentThread().interrupt();
            });
            for (String sid : List.of("a", "b")) {
                store.set(sid, "1", clock.in(HOUR));
                clock.advance(HOUR);
                assertThat(published.poll(10, TimeUnit.SECONDS)).isEqualTo(sid);
            }
        }
        assertThat(newSweepers()).isEmpty();
    }

    @Test
    void aClockThatFailsForAWhileDoesNotEndTheSweeping() throws Exception {
        CountDownLatch failures = new CountDownLatch(2);
        FailingClock failing = new FailingClock(clock, failures);
        CountDownLatch published = new CountDownLatch(1);
        try (LogCapture log = LogCapture.of(Sweeper.class);
                MemoryStore store =
                        MemoryStore.builder().clock(failing).sweepEvery(OFTEN).build()) {
            store.on(Expired.class, event -> published.countDown());
            store.set("a", "1", clock.in(HOUR));
            failing.fails = true;
            await(failures);
            failing.fails = false;
            clock.advance(HOUR);
            await(published);
            assertThat(log.messages()).first().asString().contains("Sweeping failed");
        }
    }

    @Test
    void aClosedStoreHoldsNoSessions() throws Exception {
        MemoryStore store = open();
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> session = keepASession(store, collected);
        store.close();
        System.gc();
        assertThat(collected.remove(10_000)).isSameAs(session);
        assertThatThrownBy(() -> store.get("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNegativePauseAndMissingOptionsAreRefused() {
        assertThatThrownBy(() -> MemoryStore.builder().sweepEvery(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sweepEvery");
        assertThatThrownBy(() -> MemoryStore.builder().clock(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> MemoryStore.builder().sweepEvery(null)).isInstanceOf(NullPointerException.class);
    }

    private WeakReference<Object> keepASession(MemoryStore store, ReferenceQueue<Object> collected) {
        String data = "x".repeat(100);
        store.set("a", data, clock.in(HOUR));
        return new WeakReference<>(data, collected);
    }

    private MemoryStore open() {
        return MemoryStore.builder().clock(clock).sweepEvery(OFTEN).build();
    }

    private Set<Thread> newSweepers() {
        Set<Thread> now = sweepers();
        now.removeAll(before);
        return now;
    }

    private static Set<Thread> sweepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sessionstore-memory-sweeper"))
                .collect(Collectors.toSet());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class FailingClock implements InstantSource {
        private final InstantSource clock;
        private final CountDownLatch failures;
        volatile boolean fails;

        FailingClock(InstantSource clock, CountDownLatch failures) {
            this.clock = clock;
            this.failures = failures;
        }

        @Override
        public Instant instant() {
            if (fails) {
                failures.countDown();
                throw new IllegalStateException("the clock stands");
            }
            return clock.instant();
        }
    }
}
