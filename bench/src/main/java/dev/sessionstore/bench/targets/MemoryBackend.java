package dev.sessionstore.bench.targets;

import dev.sessionstore.memory.MemoryStore;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The process itself; its raw client is a ConcurrentHashMap. */
final class MemoryBackend implements Backend {

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public OpenStore store(String namespace, int threads) {
        return OpenStore.of(MemoryStore.builder().build());
    }

    @Override
    public RawClient raw(String namespace, int threads) {
        return new RawMap();
    }

    @Override
    public void clear(String namespace) {
        // Gone with the object that held it.
    }

    private static final class RawMap implements RawClient {

        private record Entry(String json, long expiresAt) {}

        private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

        private static long later() {
            return System.currentTimeMillis() + LIFETIME.toMillis();
        }

        @Override
        public @Nullable String get(String sid) {
            Entry entry = entries.get(sid);
            return entry == null || entry.expiresAt <= System.currentTimeMillis() ? null : entry.json;
        }

        @Override
        public void set(String sid, String json) {
            entries.put(sid, new Entry(json, later()));
        }

        @Override
        public boolean touch(String sid) {
            return entries.computeIfPresent(sid, (key, entry) -> new Entry(entry.json, later())) != null;
        }

        @Override
        public boolean delete(String sid) {
            return entries.remove(sid) != null;
        }

        @Override
        public void close() {
            entries.clear();
        }
    }
}
