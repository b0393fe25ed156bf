package dev.sessionstore.demo.backup;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Writes the sessions of a file into a store, each in one step. Run again it writes nothing twice. */
public final class Import {

    private final Store store;
    private final InstantSource clock;
    private final boolean overwrite;

    /** What an import did. */
    public record Result(long written, long expired, long known) {}

    /** The line at which an import ended; those before it are done. */
    public static final class StoppedException extends Exception {

        private static final long serialVersionUID = 1;

        StoppedException(long line, RuntimeException cause) {
            super("line " + line + ": " + cause.getMessage(), cause);
        }
    }

    /**
     * An import that has not begun.
     *
     * @param store stays open
     * @param clock says which sessions have expired
     * @param overwrite whether sessions that are in the store already are overwritten; otherwise they stay as they are
     * @throws IllegalArgumentException when the store has no conditional writes, which are needed to leave a session as it is
     */
    public Import(Store store, InstantSource clock, boolean overwrite) {
        if (!overwrite && store.conditionalWrites().isEmpty()) {
            throw new IllegalArgumentException("the store cannot write only where nothing is; overwrite what it has");
        }
        this.store = store;
        this.clock = clock;
        this.overwrite = overwrite;
    }

    /**
     * Writes the sessions that have not expired.
     *
     * @param from the first line, 1 for all
     * @param progress is told after each line
     * @return what was done from that line on
     * @throws IllegalArgumentException when {@code from} is less than 1
     * @throws StoppedException when a line is none, or the store refuses it or fails
     * @throws IOException when the file cannot be read
     */
    public Result run(Path file, long from, Progress progress) throws IOException, StoppedException {
        if (from < 1) {
            throw new IllegalArgumentException("the first line is 1 or later, was " + from);
        }
        long lines = count(file);
        long written = 0;
        long expired = 0;
        long known = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (number < from) {
                    continue;
                }
                switch (write(number, line)) {
                    case WRITTEN -> written++;
                    case EXPIRED -> expired++;
                    case KNOWN -> known++;
                }
                progress.at(number, lines);
            }
        }
        return new Result(written, expired, known);
    }

    private static long count(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return reader.lines().count();
        }
    }

    private enum Outcome {
        WRITTEN,
        EXPIRED,
        KNOWN
    }

    private Outcome write(long number, String line) throws StoppedException {
        try {
            SessionLine session = SessionLine.parse(line);
            if (!session.expires().isAfter(clock.instant())) {
                return Outcome.EXPIRED;
            }
            return write(session) ? Outcome.WRITTEN : Outcome.KNOWN;
        } catch (RuntimeException e) {
            throw new StoppedException(number, e);
        }
    }

    private boolean write(SessionLine session) {
        Instant expires = session.expires();
        if (overwrite) {
            store.set(session.sid(), session.text(), expires);
            return true;
        }
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        return writes.create(session.sid(), session.text(), expires);
    }
}
