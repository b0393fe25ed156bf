package dev.sessionstore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 30 operations are meant for 300 ms. A pause is exact from below, so what must be at least so long is no matter of luck. */
@Tag("slow")
class OpenLoopTest {

    private static final int MEANT = 30;

    /** Its first read stops the thread for a while. */
    private static final class Pausing extends MapTarget {
        private final AtomicBoolean paused = new AtomicBoolean();
        private final long millis;

        Pausing(long millis) {
            this.millis = millis;
        }

        @Override
        public void read(String handle) throws Exception {
            if (paused.compareAndSet(false, true) && new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Nobody counts down");
            }
            super.read(handle);
        }
    }

    private static Round run(MapTarget target, Workload workload, int threads) {
        Plan plan = Plan.of(List.of(target.as("map")))
                .sessions(20)
                .workload(workload)
                .threads(List.of(threads))
                .duration(Duration.ofMillis(300))
                .rounds(1)
                .warmup(Duration.ZERO)
                .rate(100)
                .build();
        Row row = new Bench(plan, BenchListener.NONE).run().rows().get(0);
        assertThat(row.errors()).as(row.firstError()).isZero();
        return row.rounds().get(0);
    }

    @Test
    void aPauseCountsForEveryOperationThatHadToWait() {
        Round round = run(new Pausing(150), Workload.READ, 1);
        assertThat(round.operations() + round.unserved()).isEqualTo(MEANT);
        // 15 were meant for the pause: 150, 140, 130, 120 ms … before its end
        assertThat(round.latency().max()).isGreaterThanOrEqualTo(150_000 * 0.999);
        assertThat(round.latency().p90()).isGreaterThanOrEqualTo(120_000 * 0.999);
    }

    @Test
    void theClosedLoopWouldHaveSeenOneSlowOperation() {
        Plan plan = Plan.of(List.of(new Pausing(150).as("map")))
                .sessions(20)
                .workload(Workload.READ)
                .threads(List.of(1))
                .duration(Duration.ofMillis(300))
                .rounds(1)
                .warmup(Duration.ZERO)
                .build();
        Latency latency = new Bench(plan, BenchListener.NONE)
                .run()
                .rows()
                .get(0)
                .rounds()
                .get(0)
                .latency();
        assertThat(latency.max()).isGreaterThanOrEqualTo(150_000 * 0.999);
        assertThat(latency.p50()).isLessThan(150_000);
    }

    @Test
    void whatHadNotBegunAtTheEndIsUnservedAndCountsWithItsWait() {
        Round round = run(new Pausing(400), Workload.READ, 1);
        assertThat(round.operations()).isEqualTo(1);
        assertThat(round.unserved()).isEqualTo(MEANT - 1);
        assertThat(round.throughput()).as("it ended too late").isZero();
        // meant for 0, 10, 20 … 290 ms, and at 400 ms none of them had begun
        assertThat(round.latency().p50())
                .isGreaterThanOrEqualTo(250_000 * 0.999)
                .isLessThan(round.latency().max());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void theRateIsThatOfAllThreadsTogether(int threads) {
        Round round = run(new MapTarget(), Workload.READ, threads);
        assertThat(round.operations() + round.unserved()).isEqualTo(MEANT);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGIN", "LOGOUT"})
    void preparedWorkloadsDoNotStopTheClock(Workload workload) {
        Round round = run(new MapTarget(), workload, 2);
        assertThat(round.operations() + round.unserved()).isEqualTo(MEANT);
        assertThat(round.seconds()).isEqualTo(0.3);
    }
}
