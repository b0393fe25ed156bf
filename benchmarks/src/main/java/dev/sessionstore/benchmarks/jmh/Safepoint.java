package dev.sessionstore.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A time for which the JVM held all threads.
 *
 * @param end in seconds since its start
 * @param millis how long, reaching it included
 */
record Safepoint(double end, double millis) {

    private static final Pattern LINE = Pattern.compile("\\[([0-9]+[.,][0-9]+)s].* Safepoint .* Total: *([0-9]+) ns.*");

    /** {@return those of a log that {@code -Xlog:safepoint:file=…:uptime} writes} */
    static List<Safepoint> in(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(Safepoint::of).flatMap(Optional::stream).toList();
        }
    }

    static Optional<Safepoint> of(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new Safepoint(
                        Double.parseDouble(matcher.group(1).replace(',', '.')), Long.parseLong(matcher.group(2)) / 1e6))
                : Optional.empty();
    }
}
