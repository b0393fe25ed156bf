package dev.sessionstore.bench.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;

/** Installs the npm packages of a folder that holds {@code package.json} and {@code package-lock.json}. */
public final class NpmPackages {

    private static final long TIMEOUT_SECONDS = 300;

    private NpmPackages() {}

    /**
     * Runs {@code npm ci --ignore-scripts} unless the packages of the same lock file are there already.
     *
     * @param folder gets {@code node_modules} and {@code npm.log}
     * @throws IOException when npm is missing, fails or takes longer than five minutes
     */
    public static void install(Path folder) throws IOException {
        Path lock = folder.resolve("package-lock.json");
        Path installedLock = folder.resolve("node_modules").resolve("installed-lock.json");
        if (!Files.exists(installedLock) || Files.mismatch(installedLock, lock) != -1) {
            run(folder);
            Files.copy(lock, installedLock, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void run(Path folder) throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!npm.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
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
