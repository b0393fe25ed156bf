package dev.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreEvent.Connected;
import dev.sessionstore.StoreEvent.Disconnected;
import dev.sessionstore.testsupport.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AvailabilityTest {

    private final StoreEvents events = new StoreEvents();
    private final Availability availability = new Availability(events);
    private final List<StoreEvent> published = new ArrayList<>();

    AvailabilityTest() {
        events.on(StoreEvent.class, published::add);
    }

    @Test
    void aStoreBeginsConnectedAndSuccessTellsNothing() {
        assertThat(availability.isConnected()).isTrue();
        assertThat(availability.watch(() -> "answer")).isEqualTo("answer");
        assertThat(published).isEmpty();
    }

    @Test
    void theFirstFailureTellsDisconnectedWithItsCauseAndTheNextOnesNothing() {
        StoreUnavailableException first = new StoreUnavailableException("first");
        assertThatThrownBy(() -> failWith(first)).isSameAs(first);
        assertThat(availability.isConnected()).isFalse();
        fail();
        assertThat(published).containsExactly(new Disconnected(first));
    }

    @Test
    void theFirstSuccessAfterwardsTellsConnectedAndTheNextOnesNothing() {
        fail();
        succeed();
        succeed();
        assertThat(availability.isConnected()).isTrue();
        assertThat(published).hasSize(2).last().isEqualTo(new Connected());
    }

    @Test
    void everyOutageIsTold() {
        for (int i = 0; i < 3; i++) {
            fail();
            succeed();
        }
        assertThat(published).hasSize(6);
        assertAlternates(published);
    }

    @Test
    void theCallIsMadeOnceWhateverItsOutcome() {
        int[] calls = {0};
        availability.watch(() -> ++calls[0]);
        assertThat(calls[0]).isEqualTo(1);
        assertThatThrownBy(() -> availability.watch(() -> {
                    calls[0]++;
                    throw new StoreUnavailableException("down");
                }))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(calls[0]).isEqualTo(2);
    }

    @Test
    void aRefusalNeitherConnectsNorDisconnects() {
        StoreException refusal = new StoreException("wrong type");
        assertThatThrownBy(() -> failWith(refusal)).isSameAs(refusal);
        assertThat(published).isEmpty();
        fail();
        assertThatThrownBy(() -> failWith(refusal)).isSameAs(refusal);
        assertThat(availability.isConnected()).isFalse();
        assertThat(published).hasSize(1);
    }

    @Test
    void aBugInTheCallIsPassedOnAndNotCounted() {
        IllegalStateException closed = new IllegalStateException("closed");
        assertThatThrownBy(() -> failWith(closed)).isSameAs(closed);
        assertThat(availability.isConnected()).isTrue();
        assertThat(published).isEmpty();
    }

    @Test
    void anInterruptedCallIsNotCounted() {
        StoreUnavailableException interrupted =
                new StoreUnavailableException("interrupted", new InterruptedException());
        assertThatThrownBy(() -> failWith(interrupted)).isSameAs(interrupted);
        assertThat(availability.isConnected()).isTrue();
        assertThat(published).isEmpty();
        fail();
        assertThatThrownBy(() -> failWith(interrupted)).isSameAs(interrupted);
        assertThat(availability.isConnected()).isFalse();
        assertThat(published).hasSize(1);
    }

    @Test
    void anInterruptedCallDoesNotOutdateASuccessUnderWay() {
        fail();
        availability.watch(() -> {
            assertThatThrownBy(() -> failWith(new StoreUnavailableException("x", new InterruptedException())))
                    .isInstanceOf(StoreUnavailableException.class);
            return "answer";
        });
        assertThat(availability.isConnected()).isTrue();
    }

    @Test
    void aSuccessThatBeganBeforeTheLastFailureDoesNotConnect() {
        availability.watch(() -> {
            fail();
            return "old answer";
        });
        assertThat(availability.isConnected()).isFalse();

        availability.watch(() -> {
            fail();
            return "answer from between two failures";
        });
        assertThat(availability.isConnected()).isFalse();
        assertThat(published).hasSize(1);
        succeed();
        assertThat(published).hasSize(2);
        assertAlternates(published);
    }

    @Test
    void theStateIsVisibleToTheListener() {
        List<Boolean> seen = new ArrayList<>();
        events.on(StoreEvent.class, e -> seen.add(availability.isConnected()));
        fail();
        succeed();
        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void aListenerMayCallTheStoreAndWhatThatChangesIsToldNext() {
        events.on(Disconnected.class, e -> succeed());
        List<StoreEvent> second = new ArrayList<>();
        events.on(StoreEvent.class, second::add);
        fail();
        assertThat(availability.isConnected()).isTrue();
        assertThat(published).hasSize(2);
        assertAlternates(published);
        assertThat(second).as("received by later listeners in the same order").isEqualTo(published);
    }

    @Test
    void aListenerThatThrowsChangesNeitherOutcomeNorState() {
        events.on(StoreEvent.class, e -> {
            throw new IllegalArgumentException("listener");
        });
        StoreUnavailableException down = new StoreUnavailableException("down");
        try (LogCapture log = LogCapture.of(StoreEvents.class)) {
            assertThatThrownBy(() -> failWith(down)).isSameAs(down);
            assertThat(availability.watch(() -> "answer")).isEqualTo("answer");
            assertThat(log.records()).hasSize(2);
        }
        assertThat(availability.isConnected()).isTrue();
        assertThat(published).hasSize(2);
    }

    @Test
    void aChangeWhileAnotherIsBeingToldIsLeftToTheThreadThatTells() throws Exception {
        CountDownLatch publishing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Thread> tellers = new ArrayList<>();
        events.on(Disconnected.class, e -> {
            publishing.countDown();
            awaitUninterrupted(goOn);
        });
        events.on(StoreEvent.class, e -> tellers.add(Thread.currentThread()));
        CompletableFuture<Thread> failing = CompletableFuture.supplyAsync(() -> {
            fail();
            return Thread.currentThread();
        });
        awaitUninterrupted(publishing);
        succeed();
        assertThat(availability.isConnected()).isTrue();
        assertThat(published)
                .as("published only after Disconnected has been received by all")
                .hasSize(1);
        goOn.countDown();
        Thread teller = failing.get(10, TimeUnit.SECONDS);
        assertThat(tellers).containsExactly(teller, teller);
        assertAlternates(published);
    }

    private void succeed() {
        availability.watch(() -> "answer");
    }

    private void fail() {
        assertThatThrownBy(() -> failWith(new StoreUnavailableException("down")))
                .isInstanceOf(StoreUnavailableException.class);
    }

    private void failWith(RuntimeException thrown) {
        availability.watch(() -> {
            throw thrown;
        });
    }

    static void assertAlternates(List<StoreEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i)).as("event %d", i).isInstanceOf(i % 2 == 0 ? Disconnected.class : Connected.class);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
