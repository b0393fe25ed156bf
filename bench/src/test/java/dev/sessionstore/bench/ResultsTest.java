package dev.sessionstore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {

    private final Results results = SampleResults.of("store, \"the\" one");

    @Test
    void jsonIsReadBackAsItWas() {
        assertThat(Results.fromJson(results.toJson())).isEqualTo(results);
    }

    @Test
    void jsonOfARunIsReadBackAsItWas() {
        MapTarget map = new MapTarget();
        Plan plan = Plan.of(List.of(map.as("map", "raw"), new MapTarget().as("raw")))
                .sessions(10)
                .rounds(2)
                .duration(Duration.ofMillis(20))
                .warmup(Duration.ZERO)
                .build();
        Results ofRun = new Bench(plan, BenchListener.NONE).run();
        assertThat(Results.fromJson(ofRun.toJson())).isEqualTo(ofRun);
        assertThat(ofRun.rows().get(0).ratio()).isNotNull();
        assertThat(ofRun.rows().get(0).server()).isEqualTo("Map 1.0");
        assertThat(ofRun.machine().cores()).isPositive();
        assertThat(ofRun.versions()).containsKeys("Jedis", "Lettuce", "Session Store");
        assertThat(ofRun.versions().values())
                .allSatisfy(version -> assertThat(version).matches("\\d.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "nonsense", "{\"format\": 2}"})
    void otherJsonIsRefused(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Results.fromJson(json))
                .withMessageStartingWith("These are no results of a bench");
    }

    @Test
    void csvHasALineForEachRowAndQuotesWhatNeedsIt() {
        List<String> lines = results.toCsv().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("target,baseline,server,level,workload,threads,rounds,throughput,");
        assertThat(lines.get(1))
                .startsWith("\"store, \"\"the\"\" one\",raw,Redis"
                        + " 7.0.15,store,read,8,3,1200.000,500.000,1900.000,0.800,0.500,0.950,")
                .contains(",7,\"IOException: \"\"quoted\"\", and more\",2,1.000,40.500,1100.000,12.250,20.000,")
                .endsWith(",,true");
        assertThat(results.toCsv()).endsWith("\r\n");
        long columns = lines.get(0).chars().filter(c -> c == ',').count();
        assertThat(lines.get(2).chars().filter(c -> c == ',').count()).isEqualTo(columns);
    }

    @Test
    void theTableTellsNumbersErrorsAndFailures() {
        assertThat(results.toTable())
                .contains("workload read, level store, 10 sessions of 1,024 bytes in 5 attributes, closed loop")
                .contains("8 threads")
                .containsPattern("store, \"the\" one +1,200 +scatters +\\(50-95\\) +100 +500 +900 +5,000 +7\n")
                .contains("first error: IOException: \"quoted\", and more")
                .contains("scatters: the rounds are more than a factor of two apart")
                .contains("2 operations had not begun when the time was over")
                .contains("absent: cannot be connected: refused")
                .doesNotContain("Not all stores have done all rounds");
    }

    @Test
    void aRatioIsToldOnlyOfRoundsThatDoNotScatter() {
        Results steady = SampleResults.of(List.of(900.0, 1000.0), List.of(1800.0, 2000.0));
        Results own = SampleResults.of(List.of(400.0, 1000.0), List.of(800.0, 2000.0));
        Results baselines = SampleResults.of(List.of(900.0, 1000.0), List.of(35.0, 2000.0));

        assertThat(steady.isRatioSteady(steady.rows().get(0))).isTrue();
        assertThat(steady.toTable()).containsPattern("store +950 +50 % ").doesNotContain("scatters");
        assertThat(own.isRatioSteady(own.rows().get(0))).isFalse();
        assertThat(baselines.isRatioSteady(baselines.rows().get(0))).isFalse();
        assertThat(baselines.toTable()).containsPattern("store +950 +scatters ").contains("factor of two");
        assertThat(baselines.isRatioSteady(baselines.rows().get(1))).isFalse();
    }
}
