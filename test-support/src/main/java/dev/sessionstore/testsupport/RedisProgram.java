package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Redis 7.0.9 from Maven Central, linked statically so that it runs on every Linux. The program of the better known publisher
 * needs the system's libssl.so.3, which small systems lack. This publisher is little known, so the file runs only if its digest is
 * the recorded one, and nothing else of the artifact is used.
 */
final class RedisProgram {

    private static final String NAME = "redis-server-7.0.9";

    private static final Map<String, String> SHA256 = Map.of(
            "linux-amd64", "de2b4cbcd7e52bacb778c157266f003c5e4c797104cdeeeb52214addff8bf1bb",
            "linux-arm64", "9046512dae535cfcfed679dc6c618e8331667bc710b4cd96d3d4880eb4b7ee73",
            "darwin-amd64", "5bce39ead793ffedde8cad8140917b9ad5d8801b87635444124274b901f84974",
            "darwin-arm64", "5bce39ead793ffedde8cad8140917b9ad5d8801b87635444124274b901f84974");

    private RedisProgram() {}

    /** {@return the program, unpacked once on this machine} */
    static Path unpacked() {
        String platform = platform();
        String sha256 = Optional.ofNullable(SHA256.get(platform))
                .orElseThrow(() -> new IllegalStateException("There is no binary of Redis for " + platform
                        + ": start Docker, install Redis or Valkey so that redis-server or valkey-server is on the PATH,"
                        + " or name a server in the environment variable SESSIONSTORE_REDIS_URL"));
        return ServerFiles.once(NAME, folder -> write(NAME + "-" + platform, sha256, folder.resolve(NAME)))
                .resolve(NAME);
    }

    /**
     * Writes a program from the class path to a file if its digest is the recorded one.
     *
     * @param sha256 in lower-case hexadecimal
     */
    static void write(String resource, String sha256, Path program) throws IOException {
        try (InputStream in = RedisProgram.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Files.copy(new DigestInputStream(in, digest), program);
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                Files.delete(program);
                throw new IOException(resource + " has SHA-256 " + found + " instead of " + sha256
                        + ": it is not the recorded program and is not run");
            }
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                ? "darwin"
                : System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String cpu = System.getProperty("os.arch");
        return os + "-" + (cpu.equals("aarch64") ? "arm64" : cpu);
    }
}
