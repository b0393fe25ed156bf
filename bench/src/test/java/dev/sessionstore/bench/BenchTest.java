package dev.sessionstore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class BenchTest {

    private static PlanBuilder plan(TargetSpec... targets) {
        return Plan.of(List.of(targets))
                .sessions(20)
                .threads(List.of(2))
                .duration(Duration.ofMillis(50))
                .rounds(2)
                .warmup(Duration.ofMillis(10));
    }

    private static Results run(PlanBuilder plan) {
        return new Bench(plan.build(), BenchListener.NONE).run();
    }

    @ParameterizedTest
    @EnumSource
    void everyWorkloadIsMeasuredAndLeavesTheSessionsAsTheyWere(Workload workload) {
        MapTarget map = new MapTarget();
        Results results = run(plan(map.as("map")).workload(workload));
        Row row = results.rows().get(0);
        assertThat(results.complete()).isTrue();
        assertThat(results.failures()).isEmpty();
        assertThat(row.errors()).as(row.firstError()).isZero();
        assertThat(row.rounds()).hasSize(2).allSatisfy(round -> {
            assertThat(round.operations()).isPositive();
            assertThat(round.throughput()).isPositive();
            assertThat(round.latency().max()).isPositive();
        });
        assertThat(map.sessions).hasSize(20);
        assertThat(map.closed).isTrue();
    }

    @Test
    void eachOperationDoesWhatItsWorkloadSays() {
        assertThat(callsPerOperation(Workload.READ)).isEqualTo(1);
        assertThat(callsPerOperation(Workload.CHANGE)).isEqualTo(1);
        assertThat(callsPerOperation(Workload.MIXED)).isEqualTo(1);
        assertThat(callsPerOperation(Workload.LOGIN)).isEqualTo(1);
        assertThat(callsPerOperation(Workload.LOGOUT)).isEqualTo(1);
        assertThat(callsPerOperation(Workload.CHURN)).isEqualTo(3);
    }

    /** The target's server counts its calls, and those before the clock starts and after it stops are not counted. */
    private static double callsPerOperation(Workload workload) {
        MapTarget map = new MapTarget();
        Cost cost = run(plan(map.as("map")).workload(workload)).rows().get(0).cost();
        assertThat(cost.bytesIn()).isEqualTo(10 * cost.commands());
        assertThat(cost.bytesOut()).as("unpublished").isNull();
        return cost.commands();
    }

    @Test
    void mixedIsMostlyReadsAndEveryKindOccurs() {
        List<String> kinds = new CopyOnWriteArrayList<>();
        MapTarget map = new MapTarget() {
            private void note(String kind) {
                if (kinds.size() < 5_000) {
                    kinds.add(kind);
                }
            }

            @Override
            public void read(String handle) throws Exception {
                note("read");
                super.read(handle);
            }

            @Override
            public void change(String handle) throws Exception {
                note("change");
                super.change(handle);
            }

            @Override
            public void logout(String handle) throws Exception {
                note("logout");
                super.logout(handle);
            }
        };
        Results results = run(plan(map.as("map")).workload(Workload.MIXED).threads(List.of(1)));
        assertThat(results.rows().get(0).errors()).isZero();
        assertThat(kinds.stream().filter("read"::equals)).hasSizeGreaterThan(kinds.size() / 2);
        assertThat(kinds).contains("change", "logout");
    }

    @Test
    void roundsGoAroundTheCandidates() {
        List<String> turns = new ArrayList<>();
        BenchListener listener = new BenchListener() {
            @Override
            public void finished(String target, int threads, Round round) {
                turns.add(target + threads + "." + round.number());
            }
        };
        Plan plan = plan(new MapTarget().as("a"), new MapTarget().as("b"), new MapTarget().as("c"))
                .threads(List.of(1, 2))
                .build();
        new Bench(plan, listener).run();
        assertThat(turns)
                .containsExactly(
                        "a1.1", "b1.1", "c1.1", "a1.2", "b1.2", "c1.2", "a2.1", "b2.1", "c2.1", "a2.2", "b2.2", "c2.2");
    }

    @Test
    void errorsAreCountedAndNeverLookLikeFastSuccesses() {
        MapTarget failing = new MapTarget() {
            @Override
            public void read(String handle) throws Exception {
                throw new IOException("refused by redis://me:sesame@localhost:1/\nand more");
            }
        };
        Row row =
                run(plan(failing.as("failing")).workload(Workload.READ)).rows().get(0);
        assertThat(row.errors()).isPositive();
        assertThat(row.firstError()).isEqualTo("IOException: refused by redis://…@localhost:1/");
        assertThat(row.throughput().max()).isZero();
        assertThat(row.longest()).isZero();
        assertThat(row.rounds())
                .allSatisfy(round -> assertThat(round.operations()).isZero());
    }

    @Test
    void aCandidateThatCannotBeConnectedIsToldAndTheOthersGoOn() {
        MapTarget map = new MapTarget();
        TargetSpec absent = new TargetSpec("absent", Optional.empty(), (payload, threads) -> {
            throw new IOException("nobody there");
        });
        Results results = run(plan(absent, map.as("map", "absent")));
        assertThat(results.failures())
                .containsExactly(new Failure("absent", "cannot be connected: IOException: nobody there"));
        assertThat(results.complete()).isFalse();
        assertThat(results.rows()).hasSize(1);
        assertThat(results.rows().get(0).ratio()).isNull();
        assertThat(map.closed).isTrue();
    }

    @Test
    void aCandidateThatCannotBeFilledIsClosed() {
        MapTarget full = new MapTarget() {
            @Override
            public String login() {
                if (sessions.size() == 7) {
                    throw new IllegalStateException("full");
                }
                return super.login();
            }
        };
        Results results = run(plan(full.as("full")));
        assertThat(results.failures())
                .containsExactly(new Failure("full", "cannot be filled with sessions: IllegalStateException: full"));
        assertThat(full.closed).isTrue();
    }

    @Test
    void whatIsMoreThanAnExceptionPutsACandidateOut() {
        MapTarget broken = new MapTarget() {
            @Override
            public void read(String handle) {
                throw new StackOverflowError("deep");
            }
        };
        MapTarget map = new MapTarget();
        Results results = run(
                plan(broken.as("broken"), map.as("map")).workload(Workload.READ).warmup(Duration.ZERO));
        assertThat(results.failures())
                .containsExactly(new Failure("broken", "is out at 2 threads, round 1: StackOverflowError: deep"));
        assertThat(broken.closed).isTrue();
        assertThat(results.rows()).extracting(Row::target).containsExactly("map");
    }

    @Test
    void aFailureToCloseIsToldAndTheOthersAreClosed() {
        MapTarget stuck = new MapTarget() {
            @Override
            public void close() throws Exception {
                throw new IOException("stuck");
            }
        };
        MapTarget map = new MapTarget();
        Results results = run(plan(stuck.as("stuck"), map.as("map")));
        assertThat(results.failures()).containsExactly(new Failure("stuck", "cannot be closed: IOException: stuck"));
        assertThat(results.complete()).isTrue();
        assertThat(map.closed).isTrue();
    }

    @Test
    void runsOnce() {
        Bench bench = new Bench(plan(new MapTarget().as("map")).build(), BenchListener.NONE);
        bench.run();
        assertThatIllegalStateException().isThrownBy(bench::run);
    }
}
