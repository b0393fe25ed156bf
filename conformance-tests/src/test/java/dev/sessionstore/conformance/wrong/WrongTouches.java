package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Wrong in {@code touch}. */
final class WrongTouches {

    private WrongTouches() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("touch does nothing", "TOUCH-1", backend -> new SmallStore(backend) {
                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        return isPast(expiresAt)
                                ? super.touch(sid, expiresAt)
                                : super.get(sid).isPresent();
                    }
                }),
                wrong("touch writes back what this node read before", "TOUCH-2 TOUCH-4 RACE-7", WritesBack::new),
                wrong("touch creates an empty session", "TOUCH-3", backend -> new SmallStore(backend) {
                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        boolean touched = super.touch(sid, expiresAt);
                        super.create(sid, "{}", expiresAt);
                        return touched;
                    }
                }),
                wrong("touch never shortens a life", "TOUCH-5", backend -> new SmallStore(backend) {
                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        Instant old = super.expiresAt(sid).orElse(expiresAt);
                        boolean shorter = !isPast(expiresAt) && expiresAt.isBefore(old);
                        return super.touch(sid, shorter ? old : expiresAt);
                    }
                }),
                wrong("touch ignores a past expiry", "TOUCH-6", backend -> new SmallStore(backend) {
                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        return isPast(expiresAt) ? super.get(sid).isPresent() : super.touch(sid, expiresAt);
                    }
                }),
                wrong("touch revives an expired record", "TOUCH-7", backend -> new SmallStore(backend) {
                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        if (super.touch(sid, expiresAt)) {
                            return true;
                        }
                        return this.backend.entries.computeIfPresent(
                                        sid, (same, old) -> new Entry(old.data(), expiresAt))
                                != null;
                    }
                }),
                wrong("touch moves all sessions", "TOUCH-8", backend -> new SmallStore(backend) {
                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        boolean touched = super.touch(sid, expiresAt);
                        if (touched && !isPast(expiresAt)) {
                            this.backend.entries.replaceAll((any, old) -> new Entry(old.data(), expiresAt));
                        }
                        return touched;
                    }
                }));
    }

    private static final class WritesBack extends SmallStore {
        private final Map<String, String> read = new ConcurrentHashMap<>();

        WritesBack(SmallBackend backend) {
            super(backend);
        }

        @Override
        public Optional<String> get(String sid) {
            Optional<String> text = super.get(sid);
            text.ifPresent(present -> read.put(sid, present));
            return text;
        }

        @Override
        public boolean touch(String sid, Instant expiresAt) {
            String text = read.getOrDefault(sid, super.get(sid).orElse(""));
            Race.pause();
            if (text.isEmpty() || isPast(expiresAt)) {
                return super.touch(sid, expiresAt);
            }
            super.set(sid, text, expiresAt);
            return true;
        }
    }
}
