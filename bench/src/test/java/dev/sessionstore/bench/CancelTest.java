package dev.sessionstore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CancelTest {

    private final MapTarget map = new MapTarget();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private Plan longPlan() {
        return Plan.of(List.of(map.as("map")))
                .sessions(20)
                .threads(List.of(2))
                .duration(Duration.ofMillis(50))
                .rounds(100)
                .warmup(Duration.ZERO)
                .build();
    }

    /** Cancels, by the thread that runs it or another, when a round has been finished. */
    private static final class Canceller implements BenchListener {
        private Runnable cancel = () -> {};

        @Override
        public void finished(String target, int threads, Round round) {
            if (round.number() == 2) {
                cancel.run();
            }
        }
    }

    @Test
    void cancellingKeepsTheFinishedRounds() {
        Canceller listener = new Canceller();
        Bench bench = new Bench(longPlan(), listener);
        listener.cancel = bench::cancel;
        Results results = bench.run();
        assertThat(results.rows().get(0).rounds()).hasSize(2);
        assertThat(results.complete()).isFalse();
        assertThat(results.failures()).isEmpty();
        assertThat(map.closed).isTrue();
    }

    @Test
    void anInterruptedRunIsCancelledAndTheFlagStays() {
        Canceller listener = new Canceller();
        Bench bench = new Bench(longPlan(), listener);
        listener.cancel = Thread.currentThread()::interrupt;
        Results results = bench.run();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(results.rows().get(0).rounds()).hasSize(2);
        assertThat(map.closed).isTrue();
    }

    @Test
    void aRoundThatIsUnderWayEndsAtOnceAndDoesNotCount() throws Exception {
        Plan plan = Plan.of(List.of(map.as("map")))
                .sessions(20)
                .duration(Duration.ofHours(1))
                .warmup(Duration.ZERO)
                .build();
        Bench[] bench = new Bench[1];
        bench[0] = new Bench(plan, new BenchListener() {
            @Override
            public void progress(Progress progress) {
                if (progress.phase() == Progress.Phase.ROUND && progress.throughput() > 0) {
                    Thread other = new Thread(bench[0]::cancel);
                    other.start();
                }
            }
        });
        Results results = bench[0].run();
        assertThat(results.rows()).isEmpty();
        assertThat(results.complete()).isFalse();
        assertThat(map.closed).isTrue();
    }

    @Test
    void fillingEndsToo() {
        Bench[] bench = new Bench[1];
        MapTarget endless = new MapTarget() {
            @Override
            public String login() {
                if (sessions.size() == 50) {
                    bench[0].cancel();
                }
                return super.login();
            }
        };
        Plan plan = Plan.of(List.of(endless.as("map"))).sessions(1_000_000).build();
        bench[0] = new Bench(plan, BenchListener.NONE);
        assertThat(bench[0].run().rows()).isEmpty();
        assertThat(endless.sessions).hasSizeBetween(50, 100_000);
        assertThat(endless.closed).isTrue();
    }
}
