package dev.sessionstore.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Results as a table of text, one for each number of threads. */
final class ResultsTable {

    private static final List<String> SPEED =
            List.of("store", "op/s", "of baseline", "(min-max)", "p50 µs", "p99", "p99.9", "max", "errors");
    private static final List<String> COST =
            List.of("for each operation", "commands", "bytes in", "bytes out", "server µs", "JVM µs", "heap bytes");

    private ResultsTable() {}

    static String of(Results results) {
        Settings settings = results.settings();
        StringBuilder text = new StringBuilder();
        text.append(Summaries.title(results))
                .append('\n')
                .append(Summaries.machine(results))
                .append('\n');
        for (int threads : settings.threads()) {
            List<Row> rows = results.rows().stream()
                    .filter(row -> row.threads() == threads)
                    .toList();
            if (!rows.isEmpty()) {
                text.append('\n')
                        .append(threads == 1 ? "1 thread" : threads + " threads")
                        .append('\n');
                append(SPEED, rows.stream().map(row -> speed(row, results)).toList(), text);
                text.append('\n');
                append(COST, rows.stream().map(ResultsTable::cost).toList(), text);
            }
        }
        for (Row row : results.rows()) {
            if (row.firstError() != null) {
                text.append('\n').append(row.target()).append(", ").append(row.threads());
                text.append(" threads, first error: ").append(row.firstError());
            }
            if (row.unserved() > 0) {
                text.append('\n').append(row.target()).append(", ").append(row.threads());
                text.append(" threads: ")
                        .append(row.unserved())
                        .append(" operations had not begun when the time was over");
            }
        }
        for (Failure failure : results.failures()) {
            text.append('\n').append(failure.target()).append(": ").append(failure.reason());
        }
        if (results.rows().stream().anyMatch(row -> row.ratio() != null && !results.isRatioSteady(row))) {
            text.append(
                    "\nscatters: the rounds are more than a factor of two apart, so their ratio cannot be relied on.");
        }
        if (!results.complete()) {
            text.append("\nNot all stores have done all rounds; what is here is of those that were finished.");
        }
        return text.append('\n').toString().replace("\n\n\n", "\n\n");
    }

    private static void append(List<String> names, List<List<String>> rows, StringBuilder text) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(names);
        lines.addAll(rows);
        int[] widths = new int[names.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - line.get(i).length());
                text.append(i == 0 ? "" : "  ");
                text.append(i == 0 ? line.get(i) + padding : padding + line.get(i));
            }
            text.append('\n');
        }
    }

    private static List<String> speed(Row row, Results results) {
        Spread ratio = row.ratio();
        String share = results.isRatioSteady(row) && ratio != null ? percent(ratio.median()) + " %" : "scatters";
        return List.of(
                row.target(),
                number(row.throughput().median()),
                ratio == null ? "" : share,
                ratio == null ? "" : "(" + percent(ratio.min()) + "-" + percent(ratio.max()) + ")",
                number(row.p50().median()),
                number(row.p99().median()),
                number(row.p999().median()),
                number(row.longest()),
                Long.toString(row.errors()));
    }

    private static List<String> cost(Row row) {
        Cost cost = row.cost();
        return List.of(
                row.target(),
                number(cost.commands()),
                number(cost.bytesIn()),
                number(cost.bytesOut()),
                number(cost.serverCpuMicros()),
                number(cost.jvmCpuMicros()),
                number(cost.allocatedBytes()));
    }

    private static String percent(double ratio) {
        return Long.toString(Math.round(ratio * 100));
    }

    /** Three digits at least, no more than are worth reading. */
    private static String number(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        String form = value >= 100 || value == 0 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
