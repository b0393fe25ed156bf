package dev.sessionstore.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.bench.Results;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("slow")
class BenchCommandTest {

    private static final List<String> SHORT =
            List.of("--sessions", "20", "--threads", "1,2", "--duration", "20ms", "--rounds", "2", "--warmup", "10ms");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }

    private int runShort(String... args) {
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(args));
        all.addAll(SHORT);
        return run(all.toArray(String[]::new));
    }

    @Test
    void aBenchPrintsItsRoundsAndATableAndWritesItsFiles() throws Exception {
        Path json = folder.resolve("results.json");
        Path csv = folder.resolve("results.csv");
        Path page = folder.resolve("page.html");
        assertThat(runShort(
                        "--stores",
                        "memory,jdbc:h2:mem:command",
                        "--json",
                        json.toString(),
                        "--csv",
                        csv.toString(),
                        "--report",
                        page.toString()))
                .as(err.toString())
                .isZero();
        assertThat(err.toString())
                .contains("memory, 1 thread, round 1: ", "raw memory, 2 threads, round 2: ", "(100 %, 0 s left)");
        assertThat(out.toString()).contains("workload mixed", "1 thread\n", "2 threads\n", "of baseline");
        Results results = Results.fromJson(Files.readString(json));
        assertThat(results.complete()).isTrue();
        assertThat(results.rows())
                .hasSize(8)
                .allSatisfy(row -> assertThat(row.errors()).as(row.firstError()).isZero());
        assertThat(Files.readAllLines(csv)).hasSize(9);
        assertThat(Files.readString(page)).contains("raw memory");
    }

    @Test
    void loginsWithAnOwnerAreMeasuredBesideLoginsWithoutOne() throws Exception {
        Path json = folder.resolve("results.json");
        assertThat(runShort(
                        "--stores",
                        "memory,jdbc:h2:mem:owners",
                        "--level",
                        "session",
                        "--workload",
                        "login",
                        "--owner",
                        "--json",
                        json.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("session memory owner ", "session jdbc-h2 owner ", "workload login");
        assertThat(out.toString()).doesNotContain("raw");
        assertThat(Results.fromJson(Files.readString(json)).rows()).hasSize(8);
    }

    @Test
    void aReportIsMadeOfTheResults() throws Exception {
        Path json = folder.resolve("results.json");
        runShort("--json", json.toString());
        assertThat(run("report", json.toString())).as(err.toString()).isZero();
        assertThat(Files.readString(folder.resolve("results.html"))).contains("<!doctype html>", "raw memory");
        Path other = folder.resolve("other.html");
        assertThat(run("report", json.toString(), "-o", other.toString())).isZero();
        assertThat(other).hasSameTextualContentAs(folder.resolve("results.html"));
    }

    @Test
    void aStoreThatDoesNotAnswerIsToldAndTheOthersAreMeasured() {
        assertThat(runShort("--stores", "memory,redis-jedis=redis://me:sesame@localhost:1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("redis-jedis cannot be connected");
        assertThat(out.toString())
                .contains("memory ", "redis-jedis: cannot be connected")
                .contains("Not all stores have done all rounds");
        assertThat(out.toString() + err).doesNotContain("sesame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sessions 0|sessions 0 is not between 1 and 1000000",
                "--sessions many|--sessions",
                "--threads 1,999|threads 999 is not between 1 and 256",
                "--rounds 0|rounds 0",
                "--duration 5|is not a time",
                "--duration 1ms|duration of 1 ms",
                "--rate 0|rate 0",
                "--payload 1x|is not a size",
                "--payload 0|payload of 0 bytes",
                "--payload 20m|payload of 20971520 bytes",
                "--attributes 0|payload of 0 attributes",
                "--workload sleep|--workload",
                "--owner|add --level session",
                "--level wire|--level",
                "--stores nowhere|nowhere",
                "--stores jdbc|jdbc: URL",
                "--urls redis://a,redis://b|more than one Redis",
                "--json /nowhere/at/all.json|no folder for /nowhere/at/all.json"
            })
    void wrongOptionsAreOneLineThatNamesThem(String args, String message) {
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(args.split(" ")));
        assertThat(run(all.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString().lines()).as(err.toString()).hasSize(1);
        assertThat(err.toString()).startsWith("demo-web: ").contains(message);
    }

    @Test
    void resultsThatAreNoneAreOneLine() throws Exception {
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        assertThat(run("report", other.toString())).isEqualTo(1);
        assertThat(run("report", folder.resolve("absent.json").toString())).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("These are no results of a bench", "absent.json: there is none");
    }
}
