package dev.sessionstore.benchmarks.pages;

import dev.sessionstore.bench.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts tables into a page and writes plots, from a folder of results. */
@Command(
        name = "pages",
        description = "Fills the tables of a Markdown page and writes plots, from results.",
        mixinStandardHelpOptions = true)
public final class PagesCommand implements Callable<Integer> {

    private static final String JSON = ".json";
    private static final String COMMAND = "mvn -q -pl benchmarks -am -Dbench=\"%s\"";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--results",
            paramLabel = "<folder>",
            defaultValue = "target/results",
            description = "Where the results are; those in a folder inside are named <folder>/<run> (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path results = Path.of("target", "results");

    @Option(
            names = "--page",
            paramLabel = "<file or folder>",
            description =
                    "Markdown with places for tables, or a folder of such files; a file that is not there is begun"
                            + " with a place for each results file.")
    @Nullable
    private Path page;

    @Option(names = "--plots", paramLabel = "<folder>", description = "Where to write plots, as SVG.")
    @Nullable
    private Path plots;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(results)) {
            throw new ParameterException(spec.commandLine(), "There are no results in " + results);
        }
        Map<String, Results> all = read();
        PrintWriter out = spec.commandLine().getOut();
        if (plots != null) {
            Map<String, Results> own = new TreeMap<>(all);
            own.keySet().removeIf(name -> name.contains("/"));
            PlotFiles.write(own, plots);
            out.println("Plots in " + plots);
        }
        if (page != null) {
            for (Path file : Files.isDirectory(page) ? filesIn(page, 1, ".md") : List.of(page)) {
                Files.writeString(file, filled(all, file));
            }
            out.println("Tables of " + all.size() + " runs for " + page);
        }
        out.flush();
        return 0;
    }

    private String filled(Map<String, Results> all, Path file) throws IOException {
        Map<String, String> tables = new TreeMap<>();
        all.forEach((name, run) ->
                tables.put(name, Table.of(run, COMMAND.formatted(name.substring(name.lastIndexOf('/') + 1)))));
        String text = Page.fill(Files.exists(file) ? Files.readString(file) : empty(all), tables);
        Path folder = plots;
        if (folder == null) {
            return text;
        }
        Path from = Objects.requireNonNull(file.toAbsolutePath().getParent());
        String relative = from.relativize(folder.toAbsolutePath()).toString().replace('\\', '/');
        return Page.show(text, relative, name -> Files.exists(folder.resolve(name + ".svg")));
    }

    private Map<String, Results> read() throws IOException {
        Map<String, Results> all = new TreeMap<>();
        for (Path file : filesIn(results, 2, JSON)) {
            String name = results.relativize(file).toString().replace('\\', '/');
            all.put(name.substring(0, name.length() - JSON.length()), Results.fromJson(Files.readString(file)));
        }
        return all;
    }

    private static List<Path> filesIn(Path folder, int depth, String extension) throws IOException {
        try (Stream<Path> found = Files.walk(folder, depth)) {
            return found.filter(file -> file.toString().endsWith(extension))
                    .sorted()
                    .toList();
        }
    }

    private static String empty(Map<String, Results> all) {
        StringBuilder text = new StringBuilder("# Performance\n");
        all.keySet()
                .forEach(name -> text.append("\n## ")
                        .append(name)
                        .append("\n\n")
                        .append(Page.place(name))
                        .append('\n'));
        return text.toString();
    }
}
