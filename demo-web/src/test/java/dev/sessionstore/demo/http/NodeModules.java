package dev.sessionstore.demo.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Node side's files with the npm packages that they use, installed once into the build folder. */
final class NodeModules {

    private static final Path SOURCES = Path.of("node");
    private static final Path FOLDER = Path.of("target", "node");
    private static final long PATIENCE_SECONDS = 300;

    private NodeModules() {}

    /** {@return the folder to run Node in} */
    static Path folder() {
        return Installed.FOLDER_WITH_MODULES;
    }

    private static final class Installed {
        static final Path FOLDER_WITH_MODULES = install();
    }

    private static Path install() {
        try {
            Path installedLock = FOLDER.resolve("node_modules").resolve("installed-lock.json");
            Path lock = SOURCES.resolve("package-lock.json");
            Files.createDirectories(FOLDER);
            try (Stream<Path> files = Files.list(SOURCES)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (!Files.exists(installedLock) || Files.mismatch(installedLock, lock) != -1) {
                npmCi();
                Files.copy(lock, installedLock);
            }
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException("Installing the npm packages failed", e);
        }
    }

    private static void npmCi() throws IOException {
        Path log = FOLDER.resolve("npm.log");
        Process npm = new ProcessBuilder(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                throw new IOException("npm ci takes too long:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while npm ci ran", e);
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm ci ended with " + npm.exitValue() + ":\n" + Files.readString(log));
        }
    }
}
