package dev.sessionstore.benchmarks.peers;

import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Namespaces;
import dev.sessionstore.bench.web.NpmPackages;
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

/** express-session and connect-redis on Node. The packages are installed once, into a folder named after their lock file. */
final class Express {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", "app.mjs");

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
        String namespace = Namespaces.unique();
        List<String> command = List.of(
                "node",
                install().resolve("app.mjs").toString(),
                namespace + ":",
                String.valueOf(payload.bytes()),
                String.valueOf(payload.attributes()));
        Map<String, String> environment = new HashMap<>();
        environment.put("NODE_ENV", "production");
        environment.put("SESSIONSTORE_BENCH_URL", spec.requiredUrl());
        return WebTarget.start(command, environment, true, () -> RedisKeys.delete(spec, namespace));
    }

    private static Path install() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "session-store-express-" + fingerprint());
        Files.createDirectories(folder);
        for (String file : FILES) {
            try (InputStream content = resource(file)) {
                Files.copy(content, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        NpmPackages.install(folder);
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
}
