package dev.sessionstore.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the table holds inside, and what it does when a clock ticks in the middle of a call. */
class SessionTableTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final MovableClock clock = new MovableClock();
    private final SessionTable table = new SessionTable(clock, null);

    @Test
    void destroyedSessionsLeaveNothingBehind() {
        for (int i = 0; i < 1000; i++) {
            set("s" + i, HOUR);
            touch("s" + i, 2 * HOUR);
            touch("s" + i, HOUR / 2);
            destroy("s" + i);
        }
        assertThat(table.queue).isEmpty();
        assertThat(table.entries).isEmpty();
    }

    @Test
    void aSessionWrittenTouchedAndSweptOverAndOverIsQueuedOnce() {
        for (int i = 1; i < 1000; i++) {
            set("a", HOUR + i);
            touch("a", HOUR - i);
            touch("a", HOUR + i + 1);
            clock.advance(Duration.ofMillis(HOUR - 500));
            table.sweep(10, sid -> {});
            assertThat(table.queue).hasSize(1);
        }
        assertThat(table.entries).hasSize(1);
    }

    @Test
    void aSessionThatOnlyMovesToLaterKeepsItsPlaceInTheQueue() {
        set("a", HOUR);
        ExpirySlot place = table.queue.first();
        touch("a", HOUR + 1);
        set("a", HOUR + 2);
        assertThat(table.sweep(10, sid -> {})).isZero();
        assertThat(table.queue).as("unchanged before its time").containsExactly(place);
        clock.advance(Duration.ofMillis(HOUR));
        assertThat(table.sweep(10, sid -> {})).isZero();
        assertThat(table.queue)
                .as("scheduled again when its time came")
                .containsExactly(new ExpirySlot(place.at() + 2, "a"));
    }

    @Test
    void onlyTheOneThatHasToGoIsEvicted() {
        SessionTable bounded = new SessionTable(clock, new LruOrder(1));
        bounded.write("a", Long.MAX_VALUE, live -> "1");
        bounded.evict("a");
        assertThat(bounded.entries).as("there is room").containsOnlyKeys("a");
        bounded.write("b", Long.MAX_VALUE, live -> "1");
        assertThat(bounded.surplus()).isEqualTo("a");
        bounded.read("a");
        bounded.evict("a");
        assertThat(bounded.entries).as("used in the last moment").containsOnlyKeys("a", "b");
        bounded.evict("b");
        assertThat(bounded.entries).containsOnlyKeys("a");
        assertThat(bounded.queue).hasSize(1);
    }

    @Test
    void clearLeavesNothingBehindNotEvenWhatIsExpired() {
        set("a", HOUR);
        set("b", 2 * HOUR);
        clock.advance(Duration.ofMillis(HOUR));
        table.clear();
        assertThat(table.queue).isEmpty();
        assertThat(table.entries).isEmpty();
        List<String> published = new ArrayList<>();
        table.sweep(10, published::add);
        assertThat(published).isEmpty();
    }

    @Test
    void aReaderWaitsForATouchThatBeganBeforeTheExpiry() throws Exception {
        HeldClock held = new HeldClock();
        Executor threads = task -> new Thread(task).start();
        SessionTable slow = new SessionTable(held, null);
        slow.write("a", held.now + HOUR, live -> "1");

        long start = held.now;
        held.holdOn = true;
        CompletableFuture<Boolean> touch = CompletableFuture.supplyAsync(
                () -> slow.write("a", start + 3 * HOUR, live -> live == null ? null : live.data()).written, threads);
        assertThat(held.reached.await(10, TimeUnit.SECONDS)).isTrue();
        held.now = start + HOUR;
        CompletableFuture<Boolean> readable = CompletableFuture.supplyAsync(() -> slow.read("a") != null, threads);
        assertThat(held.readAgain.await(10, TimeUnit.SECONDS)).isTrue();
        held.goOn.countDown();

        assertThat(touch.get(10, TimeUnit.SECONDS)).as("was in time").isTrue();
        assertThat(readable.get(10, TimeUnit.SECONDS))
                .as("absent first and renewed then cannot both be true")
                .isTrue();
    }

    private void set(String sid, long millis) {
        table.write(sid, clock.millis() + millis, live -> "1");
    }

    private void touch(String sid, long millis) {
        table.write(sid, clock.millis() + millis, live -> live == null ? null : live.data());
    }

    private void destroy(String sid) {
        table.write(sid, 0, live -> live == null ? null : live.data());
    }

    /** A clock that lets one thread read the time and then holds it, while time goes on for the others. */
    private static final class HeldClock implements InstantSource {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final CountDownLatch readAgain = new CountDownLatch(1);
        volatile long now = 1_000_000;
        volatile boolean holdOn;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public long millis() {
            long read = now;
            if (holdOn) {
                holdOn = false;
                reached.countDown();
                try {
                    assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            } else if (reached.getCount() == 0) {
                readAgain.countDown();
            }
            return read;
        }
    }
}
