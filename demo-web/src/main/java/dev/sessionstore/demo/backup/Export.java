package dev.sessionstore.demo.backup;

import dev.sessionstore.Listing;
import dev.sessionstore.Store;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes all live sessions of a store to a file, which only its owner may read. It grows beside its place, with {@code .part} at its end,
 * and gets its name when it is complete, so that a file with the name always is. What was interrupted goes on where it was.
 */
public final class Export {

    private static final char END_OF_LINE = '\n';

    private final Store store;
    private final Path file;
    private final Path part;

    /**
     * An export that has not begun.
     *
     * @param store one that lists its sessions; stays open
     * @param file where they go; replaced when the export is complete
     * @throws IllegalArgumentException when the store does not list its sessions
     */
    public Export(Store store, Path file) {
        if (store.listing().isEmpty()) {
            throw new IllegalArgumentException("the store does not list its sessions");
        }
        this.store = store;
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
    }

    /**
     * Writes the sessions that are not in the file yet.
     *
     * @param progress is told after each session
     * @return how many sessions the file has
     * @throws dev.sessionstore.StoreException when the store fails; what is written stays for the next time
     * @throws IOException when the file cannot be written
     */
    public long run(Progress progress) throws IOException {
        Set<String> done;
        try (FileChannel channel = open()) {
            channel.truncate(endOfLines(channel));
            channel.position(channel.size());
            done = written();
            BufferedWriter out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
            try {
                write(done, out, progress);
            } finally {
                out.flush();
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return done.size();
    }

    private FileChannel open() throws IOException {
        FileAttribute<?>[] owner =
                Files.getFileStore(part.toAbsolutePath().getParent()).supportsFileAttributeView("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(
                part, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), owner);
    }

    /** {@return where the last complete line ends} */
    private static long endOfLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            if (channel.read(one, end - 1) == 1 && one.get(0) == END_OF_LINE) {
                return end;
            }
        }
        return 0;
    }

    private Set<String> written() throws IOException {
        try (Stream<String> lines = Files.lines(part)) {
            return lines.map(line -> SessionLine.parse(line).sid()).collect(Collectors.toCollection(HashSet::new));
        }
    }

    private void write(Set<String> done, BufferedWriter out, Progress progress) {
        Listing listing = store.listing().orElseThrow();
        long count = listing.count();
        listing.sids().forEach(sid -> {
            if (done.contains(sid)) {
                return;
            }
            Optional<String> text = store.get(sid);
            Optional<Instant> expires = listing.expiresAt(sid);
            if (text.isPresent() && expires.isPresent()) {
                writeLine(out, new SessionLine(sid, expires.get(), text.get()));
                done.add(sid);
            }
            progress.at(done.size(), Math.max(count, done.size()));
        });
    }

    private static void writeLine(BufferedWriter out, SessionLine session) {
        try {
            out.write(session.json());
            out.write(END_OF_LINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
