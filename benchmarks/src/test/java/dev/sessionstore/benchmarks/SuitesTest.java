package dev.sessionstore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.bench.Results;
import dev.sessionstore.bench.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every run runs, with tiny numbers: everybody takes part, does something, and makes no error. */
@Tag("slow")
class SuitesTest {

    @TempDir
    Path out;

    /** One of each kind: those left out have the same targets, with another workload or another number. */
    private static final String ALIKE =
            "(redis|mariadb|mysql|postgresql|http-.*)-read|counts-(read|login|logout)|scaling-.*-\\d{4,}|scaling-.*-[25]0*";

    static Stream<String> runs() {
        return Suites.runs().stream().map(Run::name).filter(name -> !name.matches(ALIKE));
    }

    private int execute(StringWriter said, String... args) {
        CommandLine commandLine = Benchmarks.commandLine();
        commandLine.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
        return commandLine.execute(args);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void everyRunGivesResultsWithoutErrors(String run) throws Exception {
        StringWriter said = new StringWriter();
        int exit = execute(said, run, "--smoke", "--out", out.toString());
        assertThat(exit).as(said.toString()).isZero();
        Results results = Results.fromJson(Files.readString(out.resolve(run + ".json")));
        assertThat(results.rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.rounds().get(0).operations()).as(row.target()).isPositive();
            assertThat(row.errors()).as(row.target()).isZero();
        });
        assertThat(results.rows())
                .extracting(Row::target)
                .containsAll(results.rows().stream()
                        .map(Row::baseline)
                        .filter(Objects::nonNull)
                        .toList());
        assertThat(said.toString()).contains("op/s", results.rows().get(0).target());
    }

    @Test
    void whatASessionAndAConnectionTakeIsMeasuredWithAFew() {
        StringWriter said = new StringWriter();
        assertThat(execute(said, "footprint", "--sessions", "50", "--connections", "5"))
                .as(said.toString())
                .isZero();
        assertThat(said.toString()).containsPattern("a session of \\d+ bytes: [1-9]\\d+ bytes");
    }

    @Test
    void nodesWithCopiesAreMeasuredBesideNodesWithout() {
        StringWriter said = new StringWriter();
        assertThat(execute(said, "copies", "--nodes", "2", "--changes", "10", "--sessions", "20", "--millis", "200"))
                .as(said.toString())
                .isZero();
        assertThat(said.toString())
                .containsPattern("\\| 2 \\| 10 % \\| [1-9][^|]*\\| [1-9][^|]*\\|[^|]*\\| [1-9]\\d* % \\| [1-9]");
    }

    @Test
    void whatReportsCostRedisIsMeasured() {
        StringWriter said = new StringWriter();
        assertThat(execute(said, "tracking", "--sessions", "50", "--links", "2"))
                .as(said.toString())
                .isZero();
        assertThat(said.toString())
                .containsPattern("\\| 1 \\| none \\|[^|]*\\|[^|]*\\| 0\\.0 \\|")
                .containsPattern("\\| 2 \\| by key, all read \\|[^|]*\\|[^|]*\\| 2\\.0 \\|")
                .containsPattern("\\| 2 \\| by key, none read \\|[^|]*\\|[^|]*\\| 0\\.0 \\|")
                .containsPattern("\\| 2 \\| by prefix \\|");
    }

    @Test
    void aNameThatMeansNothingIsRefusedByName() {
        StringWriter said = new StringWriter();
        assertThat(execute(said, "reddis", "--out", out.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains("'reddis'").contains("redis, operations, mariadb");
    }

    @Test
    void theListNamesEveryRun() {
        StringWriter said = new StringWriter();
        assertThat(execute(said, "--list")).isZero();
        assertThat(Suites.runs()).allSatisfy(run -> assertThat(said.toString()).contains(run.name()));
    }

    @Test
    void namesOfRunsAreUniqueAndNoneIsThatOfASuite() {
        assertThat(Suites.runs())
                .extracting(Run::name)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(Suites.names());
    }
}
