package dev.sessionstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Only close ends the sweeper's thread. */
class SweeperTest {

    private static final Sweeper.Plan OFTEN = new Sweeper.Plan(Duration.ofMillis(10), Duration.ZERO);

    private static void goesOnAfter(IntConsumer trouble) {
        AtomicInteger sweeps = new AtomicInteger();
        Sweeper sweeper = Sweeper.start(OFTEN, () -> trouble.accept(sweeps.incrementAndGet()));
        try {
            await().untilAsserted(() -> assertThat(sweeps).hasValueGreaterThan(5));
        } finally {
            sweeper.close(System.nanoTime() + Duration.ofSeconds(10).toNanos());
        }
        int last = sweeps.get();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("session-store-jdbc-sweeper"));
        assertThat(sweeps).hasValue(last);
    }

    @Test
    void goesOnAfterAnyException() {
        goesOnAfter(sweep -> {
            throw sweep % 2 == 0 ? new IllegalArgumentException("a bug") : new NullPointerException();
        });
    }

    @Test
    void goesOnAfterAnError() {
        goesOnAfter(sweep -> {
            throw new StackOverflowError();
        });
    }

    /** A listener may leave the flag of the sweeper's thread set. */
    @Test
    void goesOnWhenItsThreadIsInterrupted() {
        goesOnAfter(sweep -> Thread.currentThread().interrupt());
    }
}
