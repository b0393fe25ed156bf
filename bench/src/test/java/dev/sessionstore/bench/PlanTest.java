package dev.sessionstore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {

    private static PlanBuilder plan() {
        return Plan.of(List.of(new MapTarget().as("map")));
    }

    static Stream<Arguments> outOfBounds() {
        return Stream.of(
                wrong("sessions 0 is not between 1 and 1000000", plan -> plan.sessions(0)),
                wrong("sessions 1000001 is not between", plan -> plan.sessions(1_000_001)),
                wrong("more than 8 GiB", plan -> plan.sessions(1000).payload(new Payload(10_000_000, 1))),
                wrong("threads 0 is not between 1 and 256", plan -> plan.threads(List.of(1, 0))),
                wrong("threads 257 is not between", plan -> plan.threads(List.of(257))),
                wrong("number of thread counts 0", plan -> plan.threads(List.of())),
                wrong("threads [8, 8] has a number twice", plan -> plan.threads(List.of(8, 8))),
                wrong("duration of 9 ms is not between 10 and", plan -> plan.duration(Duration.ofMillis(9))),
                wrong("duration of", plan -> plan.duration(Duration.ofHours(2))),
                wrong("rounds 0 is not between 1 and 100", plan -> plan.rounds(0)),
                wrong("rounds 101", plan -> plan.rounds(101)),
                wrong("warmup of -1 ms", plan -> plan.warmup(Duration.ofMillis(-1))),
                wrong("warmup of", plan -> plan.warmup(Duration.ofHours(1))),
                wrong("rate 0 is not between 1 and 1000000", plan -> plan.rate(0)),
                wrong("rate 1000001", plan -> plan.rate(1_000_001)),
                wrong(
                        "rate 1000000 for a duration of 10000 ms",
                        plan -> plan.rate(1_000_000).workload(Workload.LOGIN)));
    }

    private static Arguments wrong(String message, UnaryOperator<PlanBuilder> change) {
        return argumentSet(message, message, change);
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void whatIsOutOfBoundsIsNamed(String message, UnaryOperator<PlanBuilder> change) {
        PlanBuilder plan = change.apply(plan());
        assertThatIllegalArgumentException().isThrownBy(plan::build).withMessageContaining(message);
    }

    @Test
    void candidatesAreThereOnceAndSoIsTheirLimit() {
        TargetSpec map = new MapTarget().as("map");
        PlanBuilder twice = Plan.of(List.of(map, map));
        assertThatIllegalArgumentException().isThrownBy(twice::build).withMessage("store map takes part twice");
        PlanBuilder alone = Plan.of(List.of(new MapTarget().as("map", "raw")));
        assertThatIllegalArgumentException()
                .isThrownBy(alone::build)
                .withMessage("store map is compared with raw, which does not take part");
        PlanBuilder nobody = Plan.of(List.of());
        assertThatIllegalArgumentException().isThrownBy(nobody::build).withMessageContaining("number of stores 0");
    }

    @Test
    void workingTimeIsThatOfAllRoundsAndWarmups() {
        Plan plan = plan().threads(List.of(1, 2))
                .duration(Duration.ofSeconds(10))
                .rounds(3)
                .warmup(Duration.ofSeconds(5))
                .build();
        assertThat(plan.workingTime()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void virtualThreadsWorkWhereTheJdkHasThemAndAreRefusedElsewhere() {
        PlanBuilder plan = plan().virtualThreads()
                .sessions(10)
                .rounds(1)
                .duration(Duration.ofMillis(20))
                .warmup(Duration.ZERO);
        if (Runtime.version().feature() >= 21) {
            Row row = new Bench(plan.build(), BenchListener.NONE).run().rows().get(0);
            assertThat(row.throughput().median()).isPositive();
            assertThat(row.cost().allocatedBytes()).isNull();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(plan::build)
                    .withMessage("virtual threads need JDK 21 or later, this is JDK "
                            + Runtime.version().feature());
        }
    }
}
