package dev.sessionstore.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results as CSV (RFC 4180). */
final class ResultsCsv {

    private static final List<String> NAMES = List.of(
            "target",
            "baseline",
            "server",
            "level",
            "workload",
            "threads",
            "rounds",
            "throughput",
            "throughput_min",
            "throughput_max",
            "ratio",
            "ratio_min",
            "ratio_max",
            "p50_us",
            "p90_us",
            "p99_us",
            "p999_us",
            "max_us",
            "errors",
            "first_error",
            "unserved",
            "commands",
            "bytes_in",
            "bytes_out",
            "server_cpu_us",
            "jvm_cpu_us",
            "allocated_bytes",
            "scatters");

    private ResultsCsv() {}

    static String of(Results results) {
        StringBuilder csv = new StringBuilder(line(NAMES));
        results.rows().forEach(row -> csv.append(line(values(row, results))));
        return csv.toString();
    }

    private static List<String> values(Row row, Results results) {
        Settings settings = results.settings();
        List<String> values = new ArrayList<>(List.of(
                row.target(),
                text(row.baseline()),
                text(row.server()),
                settings.level(),
                settings.workload().label(),
                Integer.toString(row.threads()),
                Integer.toString(row.rounds().size()),
                number(row.throughput().median()),
                number(row.throughput().min()),
                number(row.throughput().max())));
        Spread ratio = row.ratio();
        values.addAll(
                ratio == null
                        ? List.of("", "", "")
                        : List.of(number(ratio.median()), number(ratio.min()), number(ratio.max())));
        values.addAll(List.of(
                number(row.p50().median()),
                number(row.p90().median()),
                number(row.p99().median()),
                number(row.p999().median()),
                number(row.longest()),
                Long.toString(row.errors()),
                text(row.firstError()),
                Long.toString(row.unserved())));
        Cost cost = row.cost();
        values.addAll(List.of(
                number(cost.commands()),
                number(cost.bytesIn()),
                number(cost.bytesOut()),
                number(cost.serverCpuMicros()),
                number(cost.jvmCpuMicros()),
                number(cost.allocatedBytes()),
                Boolean.toString(row.ratio() == null ? row.throughput().scatters() : !results.isRatioSteady(row))));
        return values;
    }

    private static String line(List<String> values) {
        return values.stream().map(ResultsCsv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        return value.matches("[^\",\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
    }
}
