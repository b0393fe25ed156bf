package dev.sessionstore.demo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Results as a table of text, one for each number of threads. */
final class ResultsTable {

    private static final List<String> NAMES = List.of(
            "store",
            "op/s",
            "min",
            "max",
            "of limit",
            "p50 µs",
            "p90",
            "p99",
            "p99.9",
            "max",
            "errors",
            "cmd/op",
            "B in/op",
            "B out/op",
            "server µs/op",
            "JVM µs/op",
            "B heap/op");

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
                append(rows, text);
            }
        }
        for (Row row : results.rows()) {
            if (row.firstError() != null) {
                text.append('\n').append(row.candidate()).append(", ").append(row.threads());
                text.append(" threads, first error: ").append(row.firstError());
            }
            if (row.unserved() > 0) {
                text.append('\n').append(row.candidate()).append(", ").append(row.threads());
                text.append(" threads: ")
                        .append(row.unserved())
                        .append(" operations had not begun when the time was over");
            }
        }
        for (Failure failure : results.failures()) {
            text.append('\n').append(failure.candidate()).append(": ").append(failure.reason());
        }
        if (!results.complete()) {
            text.append("\nNot complete: only the rounds that were finished count.");
        }
        return text.append('\n').toString().replace("\n\n\n", "\n\n");
    }

    private static void append(List<Row> rows, StringBuilder text) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(NAMES);
        rows.forEach(row -> lines.add(values(row)));
        int[] widths = new int[NAMES.size()];
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

    private static List<String> values(Row row) {
        Spread ratio = row.ratio();
        Cost cost = row.cost();
        return List.of(
                row.candidate(),
                number(row.throughput().median()),
                number(row.throughput().min()),
                number(row.throughput().max()),
                ratio == null ? "" : String.format(Locale.ROOT, "%.0f %%", ratio.median() * 100),
                number(row.p50().median()),
                number(row.p90().median()),
                number(row.p99().median()),
                number(row.p999().median()),
                number(row.longest()),
                Long.toString(row.errors()),
                number(cost.commands()),
                number(cost.bytesIn()),
                number(cost.bytesOut()),
                number(cost.serverCpuMicros()),
                number(cost.jvmCpuMicros()),
                number(cost.allocatedBytes()));
    }

    /** Three digits at least, no more than are worth reading. */
    private static String number(@Nullable Double value) {
        if (value == null) {
            return "";
        }
        String form = value >= 100 || value == 0 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
