package dev.sessionstore.benchmarks.pages;

import dev.sessionstore.bench.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which plots are made of which results: {@code scaling-payload-1000} and its like become points of one plot. */
final class PlotFiles {

    private static final Pattern VARIED = Pattern.compile("(scaling-(sessions|payload|attributes))-(\\d+)");
    private static final Map<String, String> AXES = Map.of(
            "sessions", "sessions in the store",
            "payload", "bytes of a session's texts",
            "attributes", "attributes of a session");
    private static final int LINE = 3;

    private PlotFiles() {}

    /**
     * Writes the plots that these results are enough for.
     *
     * @param results by the name of their run
     * @param folder for {@code <name>.svg}
     */
    static void write(Map<String, Results> results, Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<String, SortedMap<Double, Results>> varied = new TreeMap<>();
        for (Map.Entry<String, Results> run : results.entrySet()) {
            String name = run.getKey();
            Matcher matcher = VARIED.matcher(name);
            if (matcher.matches()) {
                varied.computeIfAbsent(matcher.group(1), key -> new TreeMap<>())
                        .put(Double.valueOf(matcher.group(3)), run.getValue());
            } else if (run.getValue().settings().threads().size() >= LINE) {
                save(folder, name, Plots.threads(run.getValue(), name));
            } else if (!run.getValue().rows().isEmpty()) {
                save(
                        folder,
                        name,
                        Plots.bars(
                                run.getValue(),
                                name,
                                "requests per second",
                                row -> row.throughput().median()));
            }
        }
        for (Map.Entry<String, SortedMap<Double, Results>> plot : varied.entrySet()) {
            String what = plot.getKey().substring("scaling-".length());
            save(folder, plot.getKey(), Plots.varied(plot.getValue(), plot.getKey(), String.valueOf(AXES.get(what))));
        }
    }

    private static void save(Path folder, String name, String svg) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), svg);
    }
}
