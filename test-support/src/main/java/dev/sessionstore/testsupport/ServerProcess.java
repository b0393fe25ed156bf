package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server as a child process that ends with this JVM at the latest. Its output goes to a log in its folder. */
final class ServerProcess implements Running {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> command;
    private final Path log;
    private final String readyText;
    private final String stopSignal;
    private Process process;

    private ServerProcess(List<String> command, Path log, String readyText, String stopSignal) {
        this.command = List.copyOf(command);
        this.log = log;
        this.readyText = readyText;
        this.stopSignal = stopSignal;
        this.process = launch();
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param log the file of its output, overwritten at each start
     * @param readyText the text that it prints when it is ready
     * @param stopSignal the signal for an orderly stop, such as TERM
     */
    static ServerProcess start(List<String> command, Path log, String readyText, String stopSignal) {
        ServerProcess server = new ServerProcess(command, log, readyText, stopSignal);
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        return server;
    }

    /** Runs a command to its end, without input. */
    static void run(List<String> command, Path log) throws IOException, InterruptedException {
        run(command, Path.of("/dev/null"), log);
    }

    /** Runs a command to its end. */
    static void run(List<String> command, Path input, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(input.toFile())
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " takes too long:\n" + Files.readString(log));
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + " ended with " + process.exitValue() + ":\n" + Files.readString(log));
        }
    }

    @Override
    public void start() {
        if (process.isAlive()) {
            throw new IllegalStateException("The server runs already");
        }
        process = launch();
    }

    private Process launch() {
        try {
            Process launched = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            launched.getOutputStream().close();
            awaitReady(launched);
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException("Starting " + command.get(0) + " failed", e);
        }
    }

    private void awaitReady(Process launched) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains(readyText)) {
            if (!launched.isAlive() || System.nanoTime() > deadline) {
                launched.destroyForcibly();
                throw new IOException(command + " did not become ready:\n" + output());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            new ProcessBuilder("kill", "-" + stopSignal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(command.get(0) + " does not end");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a server was stopping", e);
        }
    }

    /** Kills its children too: those of PostgreSQL keep its shared memory for a moment. */
    @Override
    public void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        Waiting.until(
                "the server has ended",
                () -> !process.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        kill();
    }
}
