package dev.sessionstore.testsupport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** What a logger logs, at any level, while this is open; kept from the console. Thread-safe. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Logger logger;
    private final @Nullable Level levelBefore;

    private LogCapture(String name) {
        logger = Logger.getLogger(name);
        levelBefore = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** Captures the logger that a class has under its own name. */
    public static LogCapture of(Class<?> source) {
        return of(source.getName());
    }

    /** Captures a logger, and those below it. */
    public static LogCapture of(String logger) {
        return new LogCapture(logger);
    }

    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    /** {@return the messages with their parameters filled in} */
    public List<String> messages() {
        return records.stream().map(formatter::formatMessage).toList();
    }

    /** {@return all that a console would show: time, level, message and stack trace} */
    public List<String> lines() {
        return records.stream().map(formatter::format).toList();
    }

    @Override
    public void publish(LogRecord entry) {
        records.add(entry);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(levelBefore);
    }
}
