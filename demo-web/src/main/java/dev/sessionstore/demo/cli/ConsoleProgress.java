package dev.sessionstore.demo.cli;

import dev.sessionstore.bench.BenchListener;
import dev.sessionstore.bench.Failure;
import dev.sessionstore.bench.Progress;
import dev.sessionstore.bench.Round;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints how a bench goes: a bar that moves for people, a line for each round otherwise. */
final class ConsoleProgress implements BenchListener {

    private static final int BAR = 24;
    private static final int DEFAULT_WIDTH = 80;

    private final PrintWriter err;
    private final boolean terminal;
    private final int width;
    private String share = "";
    private String opening = "";

    ConsoleProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
        String columns = System.getenv("COLUMNS");
        this.width = (columns != null && columns.matches("\\d{2,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH) - 1;
    }

    @Override
    public void progress(Progress progress) {
        share = String.format(Locale.ROOT, "%3.0f %%, %s left", progress.done() * 100, words(progress.timeLeft()));
        if (terminal) {
            int full = (int) (progress.done() * BAR);
            overwrite("[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + share + "  " + now(progress));
        } else if (progress.phase() == Progress.Phase.OPENING
                && !progress.target().equals(opening)) {
            opening = progress.target();
            line(now(progress));
        }
    }

    @Override
    public void finished(String target, int threads, Round round) {
        if (!terminal) {
            line(String.format(
                    Locale.ROOT,
                    "%s, %s, round %d: %,.0f op/s, p50 %s, p99 %s%s (%s)",
                    target,
                    threads(threads),
                    round.number(),
                    round.throughput(),
                    micros(round.latency().p50()),
                    micros(round.latency().p99()),
                    round.errors() == 0 ? "" : String.format(Locale.ROOT, ", %,d errors", round.errors()),
                    share.strip()));
        }
    }

    @Override
    public void failed(Failure failure) {
        if (terminal) {
            overwrite("");
            err.print('\r');
        }
        line(failure.target() + " " + failure.reason());
    }

    /** Leaves an empty line where the bar was. */
    void end() {
        if (terminal) {
            overwrite("");
            err.print('\r');
            err.flush();
        }
    }

    private void overwrite(String text) {
        String shown = text.length() > width ? text.substring(0, width) : text;
        err.print("\r" + shown + " ".repeat(width - shown.length()));
        err.flush();
    }

    private void line(String text) {
        err.println(text);
        err.flush();
    }

    private static String now(Progress progress) {
        return switch (progress.phase()) {
            case OPENING -> progress.target() + ": connecting";
            case FILLING ->
                String.format(Locale.ROOT, "%s: %,.0f sessions/s created", progress.target(), progress.throughput());
            case WARMUP -> progress.target() + ", " + threads(progress.threads()) + ", warmup";
            case ROUND ->
                String.format(
                        Locale.ROOT,
                        "%s, %s, %d/%d: %,.0f op/s",
                        progress.target(),
                        threads(progress.threads()),
                        progress.round(),
                        progress.rounds(),
                        progress.throughput());
        };
    }

    private static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    private static String micros(double micros) {
        return micros < 1000
                ? String.format(Locale.ROOT, "%.1f µs", micros)
                : String.format(Locale.ROOT, "%.1f ms", micros / 1000);
    }

    private static String words(Duration time) {
        long seconds = Math.max(0, (time.toMillis() + 999) / 1000);
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
