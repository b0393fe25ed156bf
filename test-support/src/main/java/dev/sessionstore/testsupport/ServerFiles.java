package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders of the servers. Binaries and initialised data are kept in {@code session-store-servers-<user>} in the temporary
 * folder, where servers can read them that do not run as root.
 */
final class ServerFiles {

    private static final Path CACHE =
            Path.of(System.getProperty("java.io.tmpdir"), "session-store-servers-" + System.getProperty("user.name"));

    private ServerFiles() {}

    /** Fills a folder. */
    interface Filling {
        void fill(Path folder) throws IOException, InterruptedException;
    }

    /**
     * Fills a folder once on this machine. Other processes wait meanwhile.
     *
     * @param name of the folder, with the version of its content
     * @return the filled folder
     */
    static Path once(String name, Filling filling) {
        Path folder = CACHE.resolve(name);
        Path done = CACHE.resolve(name + ".done");
        try {
            prepareCache();
            try (FileChannel lock = FileChannel.open(
                            CACHE.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = lock.lock()) {
                if (!Files.exists(done) && held.isValid()) {
                    delete(folder);
                    Files.createDirectories(folder);
                    filling.fill(folder);
                    Files.createFile(done);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Filling " + folder + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while filling " + folder, e);
        }
    }

    /** {@return a folder beside those of {@link #once}, which may be missing} */
    static Path folder(String name) {
        return CACHE.resolve(name);
    }

    private static void prepareCache() throws IOException {
        if (!Files.exists(CACHE)) {
            Files.createDirectories(
                    CACHE, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        String owner = Files.getOwner(CACHE).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new IOException(CACHE + " belongs to " + owner + ": remove it");
        }
    }

    /** {@return a new folder, deleted when the JVM ends} */
    static Path temporary(String name) {
        try {
            Path folder = Files.createTempDirectory("session-store-" + name + "-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a name that differs between binaries, for what a binary creates} */
    static String fingerprint(Path binary) {
        try {
            Path real = binary.toRealPath();
            return Long.toHexString(Files.size(real)) + "-" + Integer.toHexString(real.hashCode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // a server that is stopping removes files too
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("Could not delete " + folder + ": " + e);
        }
    }
}
