package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sessionstore.Store;
import dev.sessionstore.Subscription;
import dev.sessionstore.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting for the end of a session. */
class WhenEndedTest {

    private static final String STORED = "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null},\"n\":1}";
    private static final String THREAD = "session store, waiting for the end of sessions";

    private final MemoryStore store = MemoryStore.builder().build();
    private final SessionManager manager = manager(store);
    private final SessionManager otherNode = manager(store);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    private static SessionManager manager(Store store) {
        return SessionManager.builder(store).secret(Bench.SECRET).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void stored(String sid) {
        store.set(sid, STORED, Instant.now().plusSeconds(3600));
    }

    private void end() {
        calls.incrementAndGet();
        ended.countDown();
    }

    private void awaitEnd() throws InterruptedException {
        assertThat(ended.await(20, TimeUnit.SECONDS)).as("called").isTrue();
    }

    /** Everything that was reported until now has been looked at when this session's end was told. */
    private void settle() throws InterruptedException {
        CountDownLatch settled = new CountDownLatch(1);
        manager.whenEnded("there is none", settled::countDown);
        assertThat(settled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLogoutOnAnotherNodeIsTold() throws InterruptedException {
        stored("A");
        manager.whenEnded("A", this::end);
        settle();
        assertThat(calls).hasValue(0);
        Bench.request(otherNode, known("A"), withSession(Session::destroy));
        awaitEnd();
        stored("A");
        store.destroy("A");
        settle();
        assertThat(calls).as("once").hasValue(1);
    }

    @Test
    void aNewIdIsTheEndOfTheOldOne() throws InterruptedException {
        stored("A");
        manager.whenEnded("A", this::end);
        Bench.request(otherNode, known("A"), withSession(Session::regenerate));
        awaitEnd();
    }

    @Test
    void aChangeIsNoEnd() throws InterruptedException {
        stored("A");
        manager.whenEnded("A", this::end);
        for (int i = 0; i < 5; i++) {
            int n = i;
            Bench.request(otherNode, known("A"), withSession(s -> s.put("m", n)));
            store.touch("A", Instant.now().plusSeconds(1800));
        }
        settle();
        assertThat(calls).hasValue(0);
    }

    @Test
    void anExpiryIsTold() throws InterruptedException {
        MemoryStore unswept = MemoryStore.builder().sweepEvery(Duration.ZERO).build();
        unswept.set("A", STORED, Instant.now().plusMillis(300));
        manager(unswept).whenEnded("A", this::end);
        awaitEnd();
        assertThat(unswept.get("A")).isEmpty();
    }

    @Test
    void anExpiryThatMovedIsTheLaterOne() throws InterruptedException {
        store.set("A", STORED, Instant.now().plusMillis(300));
        AtomicBoolean renewed = new AtomicBoolean();
        manager.whenEnded("A", () -> {
            assertThat(renewed).isTrue();
            end();
        });
        renewed.set(store.touch("A", Instant.now().plusMillis(1500)));
        awaitEnd();
    }

    @Test
    void aSessionThatIsNotThereHasEndedAlready() throws InterruptedException {
        manager.whenEnded("A", this::end);
        awaitEnd();
    }

    @Test
    void allWhoWaitAreToldAlsoWhenOneFails() throws InterruptedException {
        stored("A");
        CountDownLatch all = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            manager.whenEnded("A", () -> {
                all.countDown();
                throw new IllegalStateException("on purpose");
            });
        }
        store.destroy("A");
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoeverIsNoLongerInterestedIsNotToldAndNothingStays() throws InterruptedException {
        stored("A");
        Subscription first = manager.whenEnded("A", this::end);
        CountDownLatch second = new CountDownLatch(1);
        manager.whenEnded("A", second::countDown);
        first.cancel();
        first.cancel();
        store.destroy("A");
        assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).hasValue(0);
        awaitNoThread();
        stored("A");
        manager.whenEnded("A", this::end).cancel();
        awaitNoThread();
    }

    @Test
    void theCloseOfTheStoreEndsTheThreadAndTellsNobody() throws InterruptedException {
        stored("A");
        manager.whenEnded("A", this::end);
        settle();
        store.close();
        awaitNoThread();
        assertThat(calls).hasValue(0);
    }

    private static void awaitNoThread() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(THREAD)) {
                thread.join(20_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void aStoreThatReportsNothingIsAskedAgainAndAgain() throws InterruptedException {
        stored("A");
        SessionManager.builder(new WithoutAbilities(store))
                .secret(Bench.SECRET)
                .lastWriteWins()
                .build()
                .whenEnded("A", this::end);
        store.destroy("A");
        awaitEnd();
    }

    @Test
    void anOutageIsNoEnd() throws InterruptedException {
        stored("A");
        RecordingStore failing = new RecordingStore(store);
        CountDownLatch asked = new CountDownLatch(1);
        failing.failOn(name -> {
            asked.countDown();
            return true;
        });
        manager(failing).whenEnded("A", this::end);
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).hasValue(0);
        store.destroy("A");
        failing.heal();
        awaitEnd();
    }

    @Test
    void anExceptionOfTheStoreIsNoEndAndDoesNotEndTheWaiting() throws InterruptedException {
        stored("A");
        RecordingStore failing = new RecordingStore(store);
        CountDownLatch asked = new CountDownLatch(2);
        failing.before(name -> {
            asked.countDown();
            throw new UnsupportedOperationException("on purpose");
        });
        manager(failing).whenEnded("A", this::end);
        assertThat(asked.await(20, TimeUnit.SECONDS)).as("asked again").isTrue();
        assertThat(calls).hasValue(0);
        store.destroy("A");
        failing.before(name -> {});
        awaitEnd();
    }

    @Test
    void hashedSidsAreWatchedToo() throws InterruptedException {
        SessionManager hashing =
                SessionManager.builder(store).secret(Bench.SECRET).hashSids().build();
        Session begun = hashing.begin();
        begun.put("n", 1);
        begun.save();
        hashing.whenEnded(begun.id(), this::end);
        settle();
        assertThat(calls).hasValue(0);
        hashing.find(begun.id()).orElseThrow().destroy();
        awaitEnd();
    }

    @Test
    void whatIsNoSidIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> manager.whenEnded("", this::end));
    }
}
