package dev.sessionstore.benchmarks.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.bench.Bench;
import dev.sessionstore.bench.BenchListener;
import dev.sessionstore.bench.Plan;
import dev.sessionstore.bench.Results;
import dev.sessionstore.bench.TargetSpec;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Level;
import dev.sessionstore.bench.targets.StoreTargets;
import dev.sessionstore.benchmarks.peers.Peers;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("slow")
class PagesTest {

    @TempDir
    static Path folder;

    private static Results results;

    @BeforeAll
    static void measure() throws Exception {
        StoreSpec memory = StoreSpec.parse("memory");
        List<TargetSpec> targets = new ArrayList<>(StoreTargets.of(memory, Level.SESSION));
        targets.addAll(Peers.of(memory, targets.get(1).name()));
        results = new Bench(
                        Plan.of(targets)
                                .level("session")
                                .workload(Workload.CHANGE)
                                .sessions(20)
                                .threads(List.of(1, 2, 3))
                                .duration(Duration.ofMillis(60))
                                .rounds(1)
                                .warmup(Duration.ofMillis(60))
                                .build(),
                        BenchListener.NONE)
                .run();
        Path files = Files.createDirectories(folder.resolve("results"));
        for (String name : List.of("memory-change", "scaling-payload-100", "scaling-payload-1000")) {
            Files.writeString(files.resolve(name + ".json"), results.toJson());
        }
    }

    private static String pages(String... more) {
        List<String> args =
                new ArrayList<>(List.of("--results", folder.resolve("results").toString()));
        args.addAll(List.of(more));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int exit = new CommandLine(new PagesCommand()).setOut(out).setErr(out).execute(args.toArray(String[]::new));
        assertThat(exit).as(said.toString()).isZero();
        return said.toString();
    }

    @Test
    void aTableTellsWhoHowFastAndWhichCommandMadeIt() {
        String table = Table.of(results, "the command");
        assertThat(table)
                .contains("| session memory |", "| raw session memory |", "| spring map |", "`the command`")
                .contains(
                        "session memory is ",
                        " times spring map at 3 threads",
                        "20 sessions, 1,024 bytes in 5 attributes")
                .doesNotContain("commands/op", "null");
        long rows = table.lines().filter(line -> line.startsWith("|")).count();
        assertThat(rows).isEqualTo(2 + results.rows().size());
    }

    @Test
    void aPageKeepsItsWordsAndGetsItsTables() throws Exception {
        Path page = folder.resolve("page.md");
        Files.writeString(
                page, "Before.\n\n" + Page.place("memory-change") + "\n\nAfter. " + Page.place("unknown-run"));
        pages("--page", page.toString());
        String once = Files.readString(page);
        assertThat(once)
                .startsWith("Before.\n\n<!-- table: memory-change -->\n\n| threads |")
                .contains("-Dbench=\"memory-change\"")
                .endsWith("After. " + Page.place("unknown-run"));
        pages("--page", page.toString());
        assertThat(Files.readString(page)).isEqualTo(once);
    }

    @Test
    void aPageShowsThePlotsThatAreThere() throws Exception {
        Path page = folder.resolve("shown.md");
        String missing = "<!-- plot: unknown -->\n<!-- end of plot -->";
        Files.writeString(page, "<!-- plot: scaling-payload -->\n<!-- end of plot -->\n" + missing);
        pages("--page", page.toString(), "--plots", folder.resolve("shown").toString());
        assertThat(Files.readString(page))
                .contains("![scaling-payload](shown/scaling-payload.svg)")
                .endsWith(missing);
    }

    @Test
    void aPageThatIsNotThereIsBegunWithAllTables() throws Exception {
        Path page = folder.resolve("new.md");
        pages("--page", page.toString());
        assertThat(Files.readString(page)).contains("## memory-change", "## scaling-payload-100", "| spring map |");
    }

    @Test
    void everyPageOfAFolderGetsItsTables() throws Exception {
        Path pages = Files.createDirectories(folder.resolve("pages"));
        for (String name : List.of("one.md", "two.md")) {
            Files.writeString(pages.resolve(name), Page.place("memory-change"));
        }
        pages("--page", pages.toString());
        assertThat(Files.readString(pages.resolve("one.md"))).contains("| spring map |");
        assertThat(Files.readString(pages.resolve("two.md"))).contains("| spring map |");
    }

    @Test
    void resultsOfAnotherServerAreNamedWithTheirFolder() throws Exception {
        Path other = Files.createDirectories(folder.resolve("results").resolve("valkey-8.1"));
        Files.writeString(other.resolve("memory-change.json"), results.toJson());
        Path page = folder.resolve("other.md");
        Files.writeString(page, Page.place("valkey-8.1/memory-change"));
        pages(
                "--page",
                page.toString(),
                "--plots",
                folder.resolve("other-plots").toString());
        assertThat(Files.readString(page)).contains("| spring map |", "-Dbench=\"memory-change\"");
    }

    @Test
    void plotsAreSvgWithALineForEachCandidate() throws Exception {
        Path plots = folder.resolve("plots");
        pages("--plots", plots.toString());
        for (String name : List.of("memory-change", "scaling-payload")) {
            String svg = Files.readString(plots.resolve(name + ".svg"));
            long colours = Pattern.compile("stroke:rgb\\([0-9,]+\\)")
                    .matcher(svg)
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .count();
            assertThat(colours).as(name).isGreaterThanOrEqualTo(4);
            DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
            xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            assertThat(xml.newDocumentBuilder()
                            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                            .getDocumentElement()
                            .getTagName())
                    .isEqualTo("svg");
        }
    }
}
