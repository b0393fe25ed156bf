package dev.sessionstore.demo.http;

import dev.sessionstore.bench.web.NpmPackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The Node side's files with the npm packages that they use, installed once into the build folder. */
final class NodeModules {

    private static final Path SOURCES = Path.of("node");
    private static final Path FOLDER = Path.of("target", "node");

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
            Files.createDirectories(FOLDER);
            try (Stream<Path> files = Files.list(SOURCES)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            NpmPackages.install(FOLDER);
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException("Installing the npm packages failed", e);
        }
    }
}
