package dev.sessionstore.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Everything that is measured here runs without errors; how fast, no test says. */
@Tag("slow")
class JmhTest {

    @ParameterizedTest
    @CsvSource({"WholePath, 8", "MemoryCalls, 8", "Cookies, 2", "ObservedCalls, 4"})
    void everyBenchmarkDoesItsWork(String name, int benchmarks) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("\\.jmh\\." + name + "\\.")
                        .param("sessions", "20")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(5))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        assertThat(results).hasSize(benchmarks);
    }

    @Test
    void heapTellsMapStoreAndCopies() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Heap.run(1000, new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("map: +[0-9.]+ MB\nstore: +[0-9.]+ MB\ncopies, without their texts: +[0-9.]+ MB\n");
    }

    @Test
    void halfOfTheSessionsExpireDuringTheRun() {
        MassExpiry.Run run = MassExpiry.run(1000, 10_000, Duration.ofSeconds(4), true);
        assertThat(run.left()).isEqualTo(1000);
        assertThat(run.perSecond()).isPositive();
    }

    @Test
    void theLogTellsSafepoints() {
        String line =
                "[1.250s] Safepoint \"G1CollectForAllocation\", Time since last: 200 ns, Reaching safepoint: 100 ns,"
                        + " At safepoint: 6400000 ns, Total: 6500000 ns";
        assertThat(Safepoint.of(line)).hasValue(new Safepoint(1.25, 6.5));
        assertThat(Safepoint.of("[1.250s] GC(0) Pause Young (Normal) 6.4ms")).isEmpty();
    }
}
