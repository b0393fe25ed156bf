package dev.sessionstore.bench;

import java.util.Locale;
import java.util.stream.Collectors;

/** The headings of results. */
final class Summaries {

    private static final double GIB = 1L << 30;

    private Summaries() {}

    static String title(Results results) {
        Settings settings = results.settings();
        String loop = settings.rate() == null
                ? "closed loop"
                : String.format(Locale.ROOT, "open loop, %,d operations per second", settings.rate());
        return String.format(
                Locale.ROOT,
                "Bench of %s: workload %s, level %s, %,d sessions of %,d bytes in %,d attributes, %s, %d rounds of %s"
                        + " s%s",
                results.date(),
                settings.workload().label(),
                settings.level(),
                settings.sessions(),
                settings.payloadBytes(),
                settings.attributes(),
                loop,
                settings.rounds(),
                seconds(settings.durationMillis()),
                settings.virtualThreads() ? ", virtual threads" : "");
    }

    static String machine(Results results) {
        Machine machine = results.machine();
        String cpu = machine.cpu() == null ? "" : ", " + machine.cpu();
        return String.format(
                Locale.ROOT,
                "%d cores%s, %.1f GiB, heap %.1f GiB, %s, %s",
                machine.cores(),
                cpu,
                machine.memoryBytes() / GIB,
                machine.heapBytes() / GIB,
                machine.os(),
                machine.jdk());
    }

    static String versions(Results results) {
        return results.versions().entrySet().stream()
                .map(version -> version.getKey() + " " + version.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
    }
}
