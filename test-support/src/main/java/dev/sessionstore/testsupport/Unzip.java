package dev.sessionstore.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks part of an archive. */
final class Unzip {

    private Unzip() {}

    /**
     * Unpacks files; those in {@code bin} become executable.
     *
     * @param root the folder in the archive to unpack, with a slash at its end, or empty
     * @param wanted selects files by their name below the root
     */
    static void into(Path folder, ZipFile archive, String root, Predicate<String> wanted) throws IOException {
        Enumeration<? extends ZipEntry> entries = archive.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (entry.isDirectory() || !entry.getName().startsWith(root)) {
                continue;
            }
            String name = entry.getName().substring(root.length());
            Path target = folder.resolve(name).normalize();
            if (!wanted.test(name) || !target.startsWith(folder)) {
                continue;
            }
            Files.createDirectories(target.getParent());
            try (InputStream in = archive.getInputStream(entry)) {
                Files.copy(in, target);
            }
            if (name.startsWith("bin/") && !target.toFile().setExecutable(true)) {
                throw new IOException(target + " cannot be made executable");
            }
        }
    }
}
