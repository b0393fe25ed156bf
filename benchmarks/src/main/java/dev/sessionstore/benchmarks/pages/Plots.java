package dev.sessionstore.benchmarks.pages;

import dev.sessionstore.bench.Results;
import dev.sessionstore.bench.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;

/** Charts as SVG text. */
final class Plots {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private Plots() {}

    /** Throughput over the number of threads, a line for each target. */
    static String threads(Results results, String title) throws IOException {
        return lines(title, "threads", pointsOf(results));
    }

    private static Map<String, Map<Double, Double>> pointsOf(Results results) {
        Map<String, Map<Double, Double>> lines = new LinkedHashMap<>();
        for (Row row : results.rows()) {
            lines.computeIfAbsent(row.target(), name -> new LinkedHashMap<>())
                    .put((double) row.threads(), row.throughput().median());
        }
        return lines;
    }

    /** Throughput over something that differs from results to results, a line for each target. */
    static String varied(SortedMap<Double, Results> byValue, String title, String axis) throws IOException {
        Map<String, Map<Double, Double>> lines = new LinkedHashMap<>();
        byValue.forEach((value, results) -> results.rows()
                .forEach(row -> lines.computeIfAbsent(row.target(), name -> new LinkedHashMap<>())
                        .put(value, row.throughput().median())));
        return lines(title, axis, lines);
    }

    /** A bar for each target, for each number of threads. */
    static String bars(Results results, String title, String axis, ToDoubleFunction<Row> value) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("")
                .yAxisTitle(axis)
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLabelRotation(30);
        List<String> names = results.rows().stream().map(Row::target).distinct().toList();
        Map<Integer, List<Row>> byThreads = results.rows().stream()
                .collect(Collectors.groupingBy(Row::threads, LinkedHashMap::new, Collectors.toList()));
        byThreads.forEach((threads, rows) -> {
            Map<String, Double> values =
                    rows.stream().collect(Collectors.toMap(Row::target, value::applyAsDouble, (a, b) -> a));
            chart.addSeries(
                    threads + (threads == 1 ? " thread" : " threads"),
                    names,
                    names.stream().map(name -> values.getOrDefault(name, 0.0)).toList());
        });
        return svg(chart);
    }

    private static String lines(String title, String axis, Map<String, Map<Double, Double>> lines) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(axis)
                .yAxisTitle("requests per second")
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.0);
        lines.forEach((name, points) ->
                chart.addSeries(name, new ArrayList<>(points.keySet()), new ArrayList<>(points.values())));
        return svg(chart);
    }

    private static void style(Styler styler) {
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setLegendLayout(Styler.LegendLayout.Vertical);
        styler.setChartTitleVisible(true);
        styler.setChartBackgroundColor(java.awt.Color.WHITE);
        styler.setDecimalPattern("#,##0.#");
    }

    private static String svg(Chart<?, ?> chart) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
