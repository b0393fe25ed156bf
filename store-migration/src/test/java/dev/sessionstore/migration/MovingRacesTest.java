package dev.sessionstore.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreException;
import dev.sessionstore.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a move at the same moment as something else. */
class MovingRacesTest {

    private final MemoryStore from =
            MemoryStore.builder().sweepEvery(Duration.ZERO).build();
    private final MemoryStore to =
            MemoryStore.builder().sweepEvery(Duration.ZERO).build();

    @AfterEach
    void closeAll() {
        from.close();
        to.close();
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofMinutes(30));
    }

    @Test
    void aListenerOfTheOldStoreMayCloseTheMoveFromTheThreadThatMoves() {
        for (int i = 0; i < 20; i++) {
            from.set("sid" + i, "{}", later());
        }
        AtomicReference<MigratingStore> moving = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        from.on(StoreEvent.Destroyed.class, event -> {
            awaitUninterrupted(started);
            moving.get().close();
            closed.countDown();
        });
        moving.set(MigratingStore.builder(from, to).start());
        started.countDown();

        await().atMost(Duration.ofSeconds(10)).until(() -> closed.getCount() == 0);

        await().until(() -> moving.get().progress().state() == Progress.State.CLOSED);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("session-move")));
        assertThat(from.listing().orElseThrow().count()
                        + to.listing().orElseThrow().count())
                .isEqualTo(20);
    }

    @Test
    void clearIsNotUndoneByASessionThatIsJustBeingMoved() throws Exception {
        from.set("sid", "{}", later());
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Function<Object[], Object> held = arguments -> {
            Optional<Instant> expiresAt = from.listing().orElseThrow().expiresAt((String) arguments[0]);
            read.countDown();
            awaitUninterrupted(goOn);
            return expiresAt;
        };
        Store slow = Intercepting.listing(from, "expiresAt", held);
        try (MigratingStore moving =
                MigratingStore.builder(slow, to).timeout(Duration.ofMinutes(1)).start()) {
            try {
                assertThat(read.await(20, TimeUnit.SECONDS)).isTrue();
                moving.listing().orElseThrow().clear();
            } finally {
                goOn.countDown();
            }
            assertThat(moving.awaitDone(Duration.ofSeconds(20))).isTrue();

            assertThat(moving.get("sid")).isEmpty();
            assertThat(moving.listing().orElseThrow().sids()).isEmpty();
        }
    }

    @Test
    void sessionsThatStayInTheOldStoreAreNotLoggedInEveryRound() {
        for (int i = 0; i < 5; i++) {
            from.set(i + "refused", "{}", later());
        }
        AtomicInteger rounds = new AtomicInteger();
        Store counting = Intercepting.listing(from, "sids", none -> {
            rounds.incrementAndGet();
            return from.listing().orElseThrow().sids();
        });
        ConditionalWrites refusing = Intercepting.method(
                ConditionalWrites.class, to.conditionalWrites().orElseThrow(), "create", arguments -> {
                    throw new StoreException("too large");
                });
        Store small = Intercepting.method(Store.class, to, "conditionalWrites", none -> Optional.of(refusing));
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord line) {
                logged.add(line.getMessage());
            }
        };
        Logger logger = Logger.getLogger(CopyReport.class.getName());
        logger.addHandler(handler);
        try (MigratingStore moving = MigratingStore.builder(counting, small).start()) {
            await().until(() -> rounds.get() >= 4);

            assertThat(moving.progress().refused()).isEqualTo(5);
            assertThat(logged).hasSizeBetween(1, 2).allMatch(line -> line.contains("too large"));
            assertThat(logged.get(logged.size() - 1)).contains("old store: 5");
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
