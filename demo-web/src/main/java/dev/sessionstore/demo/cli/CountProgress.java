package dev.sessionstore.demo.cli;

import dev.sessionstore.demo.backup.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** A bar that moves for people, and nothing where nobody looks. */
final class CountProgress implements Progress, AutoCloseable {

    private static final int BAR = 24;
    private static final long EVERY_NANOS = 100_000_000;

    private final PrintWriter err;
    private final boolean terminal;
    private long shown = System.nanoTime();
    private int width;

    CountProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void at(long done, long of) {
        long now = System.nanoTime();
        if (!terminal || now - shown < EVERY_NANOS && done != of) {
            return;
        }
        shown = now;
        int full = of == 0 ? BAR : (int) (BAR * done / of);
        String text =
                String.format(Locale.ROOT, "[%s%s] %,d of %,d", "#".repeat(full), "-".repeat(BAR - full), done, of);
        width = Math.max(width, text.length());
        err.print("\r" + text + " ".repeat(width - text.length()));
        err.flush();
    }

    /** Leaves an empty line where the bar was. */
    @Override
    public void close() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
        }
    }
}
