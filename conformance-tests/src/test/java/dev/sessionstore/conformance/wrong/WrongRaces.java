package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Wrong when two come at once: steps that should be one. */
final class WrongRaces {

    private WrongRaces() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("create looks, then writes", "RACE-3 RACE-10", backend -> new SmallStore(backend) {
                    @Override
                    public boolean create(String sid, String data, Instant expiresAt) {
                        boolean free = super.get(sid).isEmpty();
                        Race.pause();
                        if (free) {
                            super.set(sid, data, expiresAt);
                        }
                        return free;
                    }
                }),
                wrong("replace looks, then writes", "RACE-4 RACE-10", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        Optional<String> there = super.get(sid);
                        Race.pause();
                        if (!there.equals(Optional.ofNullable(expected))) {
                            return super.replace(sid, expected, data, expiresAt);
                        }
                        super.set(sid, data, expiresAt);
                        return WriteOutcome.WRITTEN;
                    }
                }),
                wrong("destroy looks, then removes", "RACE-5 RACE-10", backend -> new SmallStore(backend) {
                    @Override
                    public boolean destroy(String sid) {
                        boolean there = super.get(sid).isPresent();
                        Race.pause();
                        super.destroy(sid);
                        return there;
                    }
                }),
                wrong("set writes the text, then the expiry", "RACE-6", TextThenExpiry::new),
                wrong("touch reads the text and writes it again", "RACE-7 RACE-8", backend -> new SmallStore(backend) {
                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        Optional<String> text = super.get(sid);
                        Race.pause();
                        if (text.isEmpty() || isPast(expiresAt)) {
                            return super.touch(sid, expiresAt);
                        }
                        super.set(sid, text.get(), expiresAt);
                        return true;
                    }
                }),
                wrong("set writes in two steps", "RACE-9", backend -> new SmallStore(backend) {
                    @Override
                    public void set(String sid, String data, Instant expiresAt) {
                        if (data != null && data.length() > 10_000) {
                            super.set(sid, data.substring(0, 5_000), expiresAt);
                            Race.pause();
                        }
                        super.set(sid, data, expiresAt);
                    }
                }));
    }

    private static final class TextThenExpiry extends SmallStore {
        TextThenExpiry(SmallBackend backend) {
            super(backend);
        }

        @Override
        public void set(String sid, String data, Instant expiresAt) {
            super.set(sid, data, expiresAt);
            Race.pause();
            locked(() -> backend.entries.computeIfPresent(sid, (same, entry) -> new Entry(entry.data(), expiresAt)));
        }
    }
}
