package dev.sessionstore.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopiesTest {

    private static final int ROUNDS = 200_000;

    private final Copies copies = new Copies(100, 1 << 20);

    @Test
    void afterAChangeWasReportedNobodyFindsAnOlderCopy() {
        AtomicLong version = new AtomicLong();
        AtomicLong reported = new AtomicLong();
        AtomicInteger found = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<?> readers = CompletableFuture.allOf(IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    while (!over.get()) {
                        long atLeast = reported.get();
                        Copy copy = copies.find("a");
                        if (copy != null) {
                            found.incrementAndGet();
                            assertThat(Long.parseLong(copy.data())).isGreaterThanOrEqualTo(atLeast);
                        }
                        Copies.Ticket ticket = copies.begin("a");
                        String data = Long.toString(version.get());
                        copies.put("a", Copy.of(data, ticket, Instant.now(), Instant.MAX, Duration.ofDays(1)), ticket);
                    }
                }))
                .toArray(CompletableFuture<?>[]::new));
        for (int i = 0; i < ROUNDS && !readers.isCompletedExceptionally(); i++) {
            long changed = version.incrementAndGet();
            if (i % 100 == 0) {
                copies.lost();
            } else {
                copies.changed("a");
            }
            reported.set(changed);
        }
        over.set(true);
        readers.join();
        assertThat(found).hasPositiveValue();
    }
}
