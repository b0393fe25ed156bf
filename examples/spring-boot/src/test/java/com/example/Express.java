package com.example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Express application of the folder {@code express}, with its packages installed into the build folder. */
final class Express implements AutoCloseable {

    private static final Path FOLDER = Path.of(System.getProperty("express", "target/express"));
    private static final String READY = "listening on ";

    private final Process process;
    private final int port;

    private Express(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean isInstalled() {
        try {
            new ProcessBuilder("npm", "--version").start().destroy();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts it on the Redis of a shop. */
    static Express beside(Shop shop) throws IOException, InterruptedException {
        install();
        ProcessBuilder node = new ProcessBuilder("node", "app.mjs")
                .directory(FOLDER.toFile())
                .redirectError(FOLDER.resolve("node.log").toFile());
        node.environment().put("REDIS_URL", shop.property("session-store.url"));
        node.environment().put("SESSION_PREFIX", shop.property("session-store.prefix"));
        node.environment().put("SESSION_SECRET", shop.property("session-store.secrets"));
        node.environment().put("PORT", "0");
        Process process = node.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "Express did not start: " + line + Files.readString(FOLDER.resolve("node.log")));
        }
        return new Express(process, Integer.parseInt(line.substring(READY.length())));
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (String file : List.of("app.mjs", "package.json", "package-lock.json")) {
            Files.copy(Path.of("express", file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = FOLDER.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IllegalStateException("npm ci failed: " + Files.readString(log));
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
