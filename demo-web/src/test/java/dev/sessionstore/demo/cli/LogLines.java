package dev.sessionstore.demo.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.awaitility.Awaitility;

/** What the demo logs of its store, from now until {@link #close}. */
final class LogLines extends Handler implements AutoCloseable {

    private static final Logger STORE = Logger.getLogger("store");

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {}

    static LogLines ofStore() {
        LogLines lines = new LogLines();
        STORE.addHandler(lines);
        return lines;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void await(String part) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> lines.stream().anyMatch(line -> line.contains(part)));
    }

    @Override
    public void publish(LogRecord logged) {
        lines.add(formatter.formatMessage(logged));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        STORE.removeHandler(this);
    }
}
