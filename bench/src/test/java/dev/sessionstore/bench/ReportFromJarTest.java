package dev.sessionstore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder finds files under names that a jar does not know, such as {@code ../page/style.css}. */
class ReportFromJarTest {

    /** Everything but this module's own classes and files. */
    private static final class WithoutBench extends ClassLoader {

        WithoutBench(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.sessionstore.bench.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public URL getResource(String name) {
            return name.startsWith("dev/sessionstore/bench/") ? null : super.getResource(name);
        }
    }

    @TempDir
    private Path folder;

    @Test
    void theReportFindsItsFilesInAJar() throws Exception {
        Path classes = Path.of(
                Report.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path jar = folder.resolve("bench.jar");
        pack(classes, jar);
        URL[] urls = {jar.toUri().toURL()};
        try (URLClassLoader loader =
                new URLClassLoader(urls, new WithoutBench(getClass().getClassLoader()))) {
            Class<?> results = loader.loadClass(Results.class.getName());
            Object read = results.getMethod("fromJson", String.class)
                    .invoke(null, SampleResults.of("store").toJson());
            Object page = loader.loadClass(Report.class.getName())
                    .getMethod("page", results)
                    .invoke(null, read);
            assertThat(page.toString()).isEqualTo(Report.page(SampleResults.of("store")));
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(classes)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
