package dev.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AvailabilityConcurrencyTest {

    private static final int THREADS = 4;
    private static final int CALLS = 5000;

    private final StoreEvents events = new StoreEvents();
    private final Availability availability = new Availability(events);
    private final List<StoreEvent> published = Collections.synchronizedList(new ArrayList<>());

    @Test
    void eventsAlternateAndEndWithConnectedOnceAllSucceed() throws Exception {
        AtomicInteger listening = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        events.on(StoreEvent.class, event -> {
            if (listening.getAndIncrement() != 0) {
                overlaps.incrementAndGet();
            }
            published.add(event);
            if (ThreadLocalRandom.current().nextInt(8) == 0) {
                callAndFailSometimes();
            }
            listening.decrementAndGet();
        });
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(pool.submit(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        callAndFailSometimes();
                    }
                }));
            }
            for (Future<?> done : running) {
                done.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        availability.watch(() -> "all is well");

        assertThat(availability.isConnected()).isTrue();
        assertThat(overlaps).as("events published at the same time").hasValue(0);
        assertThat(published).as("some outages").hasSizeGreaterThan(10);
        assertThat(published.size() % 2)
                .as("every Disconnected is followed by Connected")
                .isZero();
        AvailabilityTest.assertAlternates(published);
    }

    private void callAndFailSometimes() {
        try {
            availability.watch(() -> {
                if (ThreadLocalRandom.current().nextInt(4) == 0) {
                    throw new StoreUnavailableException("down");
                }
                Thread.onSpinWait();
                return "answer";
            });
        } catch (StoreUnavailableException expected) {
            assertThat(expected).hasMessage("down");
        }
    }
}
