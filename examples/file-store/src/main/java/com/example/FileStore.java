package com.example;

import dev.sessionstore.*;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.*;

/** Keeps each session in its own file, for one process: the expiry in milliseconds, a line end, and the text. */
public final class FileStore implements Store, ConditionalWrites {

    private record Entry(long expiresAt, String data) {}

    private final Path folder;
    private final InstantSource clock;
    private final StoreEvents events = new StoreEvents();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<StoreEvent> effect = Optional.empty();
    private volatile boolean closed;

    public FileStore(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public Optional<String> get(String sid) {
        StoreArguments.requireOpen(!closed);
        return StoreArguments.isSid(sid) ? call(() -> live(sid).map(Entry::data)) : Optional.empty();
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        StoreArguments.requireOpen(!closed);
        StoreArguments.requireWrite(sid, data, expiresAt);
        call(() -> write(sid, data, expiresAt, new StoreEvent.Saved(sid)));
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        StoreArguments.requireOpen(!closed);
        StoreArguments.requireTouch(sid, expiresAt);
        return call(() -> live(sid).isPresent()
                && write(sid, live(sid).get().data(), expiresAt, new StoreEvent.Touched(sid)));
    }

    @Override
    public boolean destroy(String sid) {
        StoreArguments.requireOpen(!closed);
        StoreArguments.requireSid(sid);
        return call(() -> write(sid, "{}", Instant.MIN, new StoreEvent.Destroyed(sid)));
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        StoreArguments.requireOpen(!closed);
        StoreArguments.requireWrite(sid, data, expiresAt);
        return call(() -> live(sid).isEmpty() && !write(sid, data, expiresAt, new StoreEvent.Saved(sid)));
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        StoreArguments.requireOpen(!closed);
        StoreArguments.requireReplace(sid, expectedData, data, expiresAt);
        return call(() -> {
            Optional<Entry> old = live(sid);
            if (old.isEmpty() || !old.get().data().equals(expectedData)) {
                return old.isEmpty() ? WriteOutcome.GONE : WriteOutcome.CHANGED;
            }
            write(sid, data, expiresAt, new StoreEvent.Saved(sid));
            return WriteOutcome.WRITTEN;
        });
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    @Override
    public Optional<ConditionalWrites> conditionalWrites() {
        return Optional.of(this);
    }

    @Override
    public Set<Guarantee> guarantees() {
        return Set.of(Guarantee.DURABLE);
    }

    @Override
    public void close() {
        lock.lock();
        closed = true;
        lock.unlock();
    }

    /** One call at a time. Its effect is published when the lock is free again, so that a listener may use the store. */
    private <T> T call(Supplier<T> work) {
        Optional<StoreEvent> published;
        T answer;
        lock.lock();
        try {
            StoreArguments.requireOpen(!closed);
            effect = Optional.empty();
            answer = work.get();
            published = effect;
        } catch (UncheckedIOException e) {
            throw new StoreUnavailableException("the folder of the sessions cannot be used", e.getCause());
        } finally {
            lock.unlock();
        }
        published.ifPresent(events::publish);
        return answer;
    }

    private Optional<Entry> live(String sid) {
        File file = file(sid);
        if (Files.notExists(file.toPath()) && Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (InputStream in = new FileInputStream(file)) {
            String[] parts = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", 2);
            Entry entry = new Entry(Long.parseLong(parts[0]), parts[1]);
            return entry.expiresAt() > clock.millis() ? Optional.of(entry) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes or, with an expiry already past, removes. Returns whether there was a live session. */
    private boolean write(String sid, String data, Instant expiresAt, StoreEvent event) {
        boolean wasLive = live(sid).isPresent();
        long millis = StoreArguments.toMillis(expiresAt);
        try {
            if (millis <= clock.millis()) {
                Files.deleteIfExists(file(sid).toPath());
                effect = wasLive ? Optional.of(new StoreEvent.Destroyed(sid)) : Optional.empty();
                return wasLive;
            }
            File written = folder.resolve("new").toFile();
            try (OutputStream out = new FileOutputStream(written)) {
                out.write((millis + "\n" + data).getBytes(StandardCharsets.UTF_8));
            }
            Files.move(written.toPath(), file(sid).toPath(), StandardCopyOption.ATOMIC_MOVE);
            effect = Optional.of(event);
            return wasLive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A redacted name that any file system can hold, different for different sids. */
    private File file(String sid) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sid.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash)).toFile();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
