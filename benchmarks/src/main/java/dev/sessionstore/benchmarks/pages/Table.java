package dev.sessionstore.benchmarks.pages;

import dev.sessionstore.bench.Results;
import dev.sessionstore.bench.Row;
import dev.sessionstore.bench.Settings;
import dev.sessionstore.bench.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One results file as a Markdown table; empty columns are left out. */
final class Table {

    private record Column(String name, Function<Row, @Nullable String> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("threads", row -> String.valueOf(row.threads())),
            new Column("target", Row::target),
            new Column("op/s", row -> number(row.throughput().median())),
            new Column(
                    "least to greatest",
                    row -> number(row.throughput().min()) + " to "
                            + number(row.throughput().max())),
            new Column("of baseline", row -> ratio(row.ratio())),
            new Column("p50 µs", row -> number(row.p50().median())),
            new Column("p99 µs", row -> number(row.p99().median())),
            new Column("longest µs", row -> number(row.longest())),
            new Column("errors", row -> row.errors() == 0 ? null : String.valueOf(row.errors())),
            new Column("commands/op", row -> number(row.cost().commands())),
            new Column("bytes in/op", row -> number(row.cost().bytesIn())),
            new Column("bytes out/op", row -> number(row.cost().bytesOut())),
            new Column("server µs/op", row -> number(row.cost().serverCpuMicros())),
            new Column("JVM µs/op", row -> number(row.cost().jvmCpuMicros())),
            new Column("heap bytes/op", row -> number(row.cost().allocatedBytes())));

    private Table() {}

    /**
     * @param command that made the results
     */
    static String of(Results results, String command) {
        List<Column> filled = COLUMNS.stream()
                .filter(column ->
                        results.rows().stream().anyMatch(row -> column.value().apply(row) != null))
                .toList();
        StringBuilder text = new StringBuilder();
        text.append(line(filled.stream().map(Column::name).toList()));
        text.append(line(filled.stream()
                .map(column -> column.name().equals("target") ? "---" : "---:")
                .toList()));
        for (Row row : results.rows()) {
            text.append(line(filled.stream()
                    .map(column -> column.value().apply(row))
                    .map(value -> value == null ? "" : value)
                    .toList()));
        }
        Comparison.lines(results).forEach(line -> text.append("\n- ").append(line));
        results.failures()
                .forEach(failure -> text.append("\n- ")
                        .append(failure.target())
                        .append(": ")
                        .append(failure.reason()));
        return text.append("\n\n")
                .append(circumstances(results, command))
                .append('\n')
                .toString();
    }

    private static String circumstances(Results results, String command) {
        Settings settings = results.settings();
        String servers = results.rows().stream()
                .map(Row::server)
                .filter(server -> server != null)
                .distinct()
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "`%s` (%s; %,d sessions, %,d bytes in %d attributes; %d rounds of %s s%s%s; %s; %s cores, %s)",
                command,
                settings.workload().label(),
                settings.sessions(),
                settings.payloadBytes(),
                settings.attributes(),
                settings.rounds(),
                number(settings.durationMillis() / 1000.0),
                settings.rate() == null ? "" : String.format(Locale.ROOT, ", %,d a second", settings.rate()),
                servers.isEmpty() ? "" : "; " + servers,
                results.date().toString().substring(0, 10),
                results.machine().cores(),
                results.machine().jdk());
    }

    private static String line(List<String> values) {
        return "| " + String.join(" | ", values) + " |\n";
    }

    private static @Nullable String ratio(@Nullable Spread ratio) {
        return ratio == null
                ? null
                : String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratio.median(), ratio.min(), ratio.max());
    }

    /** Three digits, or all before the point. */
    static @Nullable String number(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        String form = value >= 100 || value == 0 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
