package com.example;

import dev.sessionstore.Store;
import dev.sessionstore.conformance.StoreHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Stores on a folder that is new and empty, with a clock that stands still until the suite moves it. */
public final class FileHarness implements StoreHarness {

    private final Path folder = Files.createTempDirectory("sessions");
    private Instant now = Instant.now();

    public FileHarness() throws IOException {}

    @Override
    public Store open() {
        return new FileStore(folder, () -> now);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
