package dev.sessionstore.bench.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A web server in a process of its own. It prints {@code port } and its port when it is ready and ends when its standard input
 * does, so it never outlives the one who started it.
 */
final class WebProcess implements AutoCloseable {

    private static final String READY = "port ";
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final Path log;
    private final int port;

    WebProcess(List<String> command, Map<String, String> environment) throws IOException {
        log = Files.createTempFile("session-store-bench", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
        try {
            port = awaitPort();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** {@return the command for a Java main class on this process's class path} */
    static List<String> java(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        return command;
    }

    private int awaitPort() throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                return Integer.parseInt(line.substring(READY.length()));
            }
        }
        throw new IOException(
                "The web server did not start: " + Files.readString(log).strip());
    }

    int port() {
        return port;
    }

    /** {@return the CPU time that the process has used, in µs; -1 where the system does not show it} */
    long cpuMicros() {
        return process.info()
                .totalCpuDuration()
                .map(used -> TimeUnit.NANOSECONDS.toMicros(used.toNanos()))
                .orElse(-1L);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
