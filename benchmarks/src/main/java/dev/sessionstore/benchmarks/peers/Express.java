package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Namespaces;
import dev.sessionstore.bench.web.WebTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** express-session and connect-redis on Node. The packages are installed once, into a folder named after their lock file. */
final class Express {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", "app.mjs");
    private static final long PATIENCE_SECONDS = 300;

    private Express() {}

    /** {@return whether Node and npm are on this machine} */
    static boolean isHere() {
        try {
            for (String program : List.of("node", "npm")) {
                Process process = new ProcessBuilder(program, "--version")
                        .redirectErrorStream(true)
                        .start();
                process.getInputStream().readAllBytes();
            }
            return true;
        } catch (IOException notFound) {
            return false;
        }
    }

    static Target start(StoreSpec spec, Payload payload) throws IOException {
        String space = Namespaces.unique();
        List<String> command = List.of(
                "node",
                install().resolve("app.mjs").toString(),
                space + ":",
                String.valueOf(payload.bytes()),
                String.valueOf(payload.attributes()));
        Map<String, String> environment = new HashMap<>();
        environment.put("NODE_ENV", "production");
        environment.put("SESSIONSTORE_BENCH_URL", spec.requiredUrl());
        return WebTarget.start(command, environment, true, () -> RedisKeys.delete(spec, space));
    }

    private static Path install() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "session-store-express-" + fingerprint());
        Path done = folder.resolve("installed");
        Files.createDirectories(folder);
        for (String file : FILES) {
            try (InputStream content = resource(file)) {
                Files.copy(content, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(done)) {
            npmCi(folder);
            Files.createFile(done);
        }
        return folder;
    }

    private static String fingerprint() {
        try (InputStream lock = resource("package-lock.json")) {
            String user = System.getProperty("user.name");
            String text = user + new String(lock.readAllBytes(), StandardCharsets.UTF_8);
            return HexFormat.of().toHexDigits(text.hashCode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String file) throws IOException {
        InputStream content = Express.class.getResourceAsStream("express/" + file);
        if (content == null) {
            throw new IOException("express/" + file + " is not on the class path");
        }
        return content;
    }

    private static void npmCi(Path folder) throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                throw new IOException("npm ci takes too long: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while npm ci ran", e);
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm ci ended with " + npm.exitValue() + ": " + Files.readString(log));
        }
    }
}
