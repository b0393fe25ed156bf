package dev.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.sessionstore.StoreEvent.Destroyed;
import dev.sessionstore.StoreEvent.Saved;
import dev.sessionstore.testsupport.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OnceTest {

    private final ListeningStore store = new ListeningStore();
    private final List<Object> received = new ArrayList<>();

    @Test
    void onlyTheNextEventOfTheTypeIsHeard() {
        store.once(Saved.class, received::add);
        store.events.publish(new Destroyed("a"));
        store.events.publish(new Saved("b"));
        store.events.publish(new Saved("c"));
        assertThat(received).containsExactly(new Saved("b"));
        assertThat(store.cancelled).as("left the store's listeners").hasPositiveValue();
    }

    @Test
    void aCancelledOneHearsNothing() {
        Subscription subscription = store.once(Saved.class, received::add);
        subscription.cancel();
        assertThat(store.cancelled).as("left the store's listeners").hasPositiveValue();
        subscription.cancel();
        store.events.publish(new Saved("a"));
        assertThat(received).isEmpty();
    }

    @Test
    void cancellingAfterTheEventDoesNothing() {
        Subscription subscription = store.once(Saved.class, received::add);
        store.events.publish(new Saved("a"));
        subscription.cancel();
        assertThat(received).containsExactly(new Saved("a"));
    }

    @Test
    void itIsOverBeforeTheListenerCausesTheSameEventAgain() {
        store.once(Saved.class, e -> {
            received.add(e);
            store.events.publish(new Saved("nested"));
        });
        store.events.publish(new Saved("a"));
        assertThat(received).containsExactly(new Saved("a"));
    }

    @Test
    void aListenerThatThrowsHasHadItsEvent() {
        store.once(Saved.class, e -> {
            received.add(e);
            throw new IllegalStateException("listener");
        });
        try (LogCapture log = LogCapture.of(StoreEvents.class)) {
            store.events.publish(new Saved("a"));
            store.events.publish(new Saved("b"));
            assertThat(log.records()).hasSize(1);
        }
        assertThat(received).containsExactly(new Saved("a"));
    }

    @Test
    void anEventThatComesBeforeOnHasReturnedCounts() {
        ListeningStore eager = new ListeningStore() {
            @Override
            public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
                Subscription subscription = super.on(type, listener);
                events.publish(new Saved("eager"));
                return subscription;
            }
        };
        eager.once(Saved.class, received::add);
        eager.events.publish(new Saved("later"));
        assertThat(received).containsExactly(new Saved("eager"));
        assertThat(eager.cancelled).as("left the store's listeners").hasPositiveValue();
    }

    @Test
    void nullIsRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> store.once(Saved.class, null))
                .withMessageContaining("listener");
        assertThatNullPointerException().isThrownBy(() -> store.once(null, received::add));
    }

    @Test
    void ofManyThreadsThatTellOnlyOneReachesTheListener() throws Exception {
        int threads = 4;
        int rounds = 200;
        AtomicInteger calls = new AtomicInteger();
        CyclicBarrier together =
                new CyclicBarrier(threads, () -> store.once(Saved.class, e -> calls.incrementAndGet()));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        together.await(10, TimeUnit.SECONDS);
                        store.events.publish(new Saved("a"));
                    }
                    return null;
                }));
            }
            for (Future<?> done : running) {
                done.get(30, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(calls).hasValue(rounds);
    }
}
