package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.StoreEvent;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Wrong in the texts that they give back. */
final class WrongTexts {

    private WrongTexts() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("0 and \"\" are taken for nothing", "VALUE-1", backend -> new SmallStore(backend) {
                    @Override
                    public Optional<String> get(String sid) {
                        return super.get(sid).filter(text -> !text.equals("0") && !text.equals("\"\""));
                    }
                }),
                wrong("spaces around the text are dropped", "VALUE-2", backend -> new Changed(backend, String::strip)),
                wrong("escapes are resolved", "VALUE-2", b -> new Changed(b, text -> text.replace("\\/", "/"))),
                wrong("numbers are written anew", "VALUE-2", b -> new Changed(b, text -> text.replace("1.0,", "1,"))),
                wrong("quotes are doubled", "VALUE-3", b -> new Changed(b, text -> text.replace("'", "''"))),
                wrong("four-byte characters are lost", "VALUE-4", b -> new Changed(b, WrongTexts::threeBytes)),
                wrong("texts end at 64 KiB", "VALUE-5", backend -> new Changed(backend, text -> shorten(text, 65_535))),
                wrong("create drops what follows the text", "VALUE-7", backend -> new SmallStore(backend) {
                    @Override
                    public boolean create(String sid, String data, Instant expiresAt) {
                        return super.create(sid, data == null ? null : data.strip(), expiresAt);
                    }
                }),
                wrong("replace compares the first 64 KiB", "VALUE-5", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        String there = super.get(sid).orElse("{}");
                        boolean same =
                                expected != null && shorten(there, 65_535).equals(shorten(expected, 65_535));
                        return super.replace(sid, same ? there : expected, data, expiresAt);
                    }
                }));
    }

    private static String threeBytes(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().forEach(c -> kept.appendCodePoint(Character.isBmpCodePoint(c) ? c : '?'));
        return kept.toString();
    }

    private static String shorten(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    /** Keeps another text than the one it was given. */
    private static final class Changed extends SmallStore {
        private final UnaryOperator<String> change;

        Changed(SmallBackend backend, UnaryOperator<String> change) {
            super(backend);
            this.change = change;
        }

        @Override
        protected Optional<StoreEvent> write(String sid, String data, Instant expiresAt) {
            return super.write(sid, change.apply(data), expiresAt);
        }
    }
}
