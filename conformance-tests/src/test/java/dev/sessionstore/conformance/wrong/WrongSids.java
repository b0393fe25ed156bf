package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallStore;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Wrong in which ids they take for the same. */
final class WrongSids {

    private WrongSids() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("ids end at 64 characters", "SID-5", b -> new Folded(b, sid -> shorten(sid, 64))),
                wrong(
                        "ids with a colon are refused",
                        "SID-1",
                        backend -> new Folded(backend, sid -> {
                            if (sid != null && sid.contains(":")) {
                                throw new IllegalArgumentException("sid has a colon");
                            }
                            return sid;
                        })),
                wrong("case does not count", "SID-2", b -> new Folded(b, sid -> sid.toLowerCase(Locale.ROOT))),
                wrong(
                        "ids are normalized",
                        "SID-3",
                        b -> new Folded(b, sid -> Normalizer.normalize(sid, Normalizer.Form.NFC))),
                wrong("spaces at the end do not count", "SID-4", b -> new Folded(b, String::stripTrailing)),
                wrong("ids end at 255 bytes", "SID-5", b -> new Folded(b, sid -> shorten(sid, 127))),
                wrong("destroy takes the id for a pattern", "SID-6", backend -> new SmallStore(backend) {
                    @Override
                    public boolean destroy(String sid) {
                        boolean destroyed = super.destroy(sid);
                        if (sid.contains("*")) {
                            Pattern pattern = Pattern.compile(Pattern.quote(sid).replace("*", "\\E.*\\Q"));
                            this.backend
                                    .entries
                                    .keySet()
                                    .removeIf(key -> pattern.matcher(key).matches());
                        }
                        return destroyed;
                    }
                }),
                wrong(
                        "ids are paths",
                        "SID-6",
                        b -> new Folded(b, sid -> sid.replace("./", "").replace("/.", "/"))));
    }

    private static String shorten(String sid, int length) {
        return sid.length() > length ? sid.substring(0, length) : sid;
    }

    /** Keeps sessions under another id than the one it was given. */
    private static final class Folded extends SmallStore {
        private final UnaryOperator<String> fold;

        Folded(SmallBackend backend, UnaryOperator<String> fold) {
            super(backend);
            this.fold = fold;
        }

        @Override
        public Optional<String> get(String sid) {
            try {
                return super.get(fold.apply(sid));
            } catch (IllegalArgumentException refused) {
                return Optional.empty();
            }
        }

        @Override
        public void set(String sid, String data, Instant expiresAt) {
            super.set(fold.apply(sid), data, expiresAt);
        }

        @Override
        public boolean touch(String sid, Instant expiresAt) {
            return super.touch(fold.apply(sid), expiresAt);
        }

        @Override
        public boolean destroy(String sid) {
            return super.destroy(fold.apply(sid));
        }
    }
}
