package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.WriteOutcome;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallBackend.Entry;
import dev.sessionstore.conformance.small.SmallStore;
import java.text.Collator;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Wrong in {@code create} and {@code replace}. */
final class WrongConditionalWrites {

    private WrongConditionalWrites() {}

    static List<WrongStore> all() {
        return List.of(
                wrong("create forgets the expiry", "CREATE-1", backend -> new SmallStore(backend) {
                    @Override
                    public boolean create(String sid, String data, Instant expiresAt) {
                        return super.create(
                                sid, data, expiresAt == null || isPast(expiresAt) ? expiresAt : Instant.MAX);
                    }
                }),
                wrong("create takes a live session over", "CREATE-2", backend -> new SmallStore(backend) {
                    @Override
                    public boolean create(String sid, String data, Instant expiresAt) {
                        boolean created = super.create(sid, data, expiresAt);
                        super.set(sid, data, expiresAt);
                        return created;
                    }
                }),
                wrong("create stumbles over an expired record", "CREATE-3", backend -> new SmallStore(backend) {
                    @Override
                    public boolean create(String sid, String data, Instant expiresAt) {
                        return !this.backend.entries.containsKey(sid) && super.create(sid, data, expiresAt);
                    }
                }),
                wrong("create with a past expiry answers false", "CREATE-5", backend -> new SmallStore(backend) {
                    @Override
                    public boolean create(String sid, String data, Instant expiresAt) {
                        return super.create(sid, data, expiresAt) && !isPast(expiresAt);
                    }
                }),
                wrong(
                        "create with a past expiry removes a live session",
                        "CREATE-5",
                        backend -> new SmallStore(backend) {
                            @Override
                            public boolean create(String sid, String data, Instant expiresAt) {
                                boolean created = super.create(sid, data, expiresAt);
                                if (isPast(expiresAt)) {
                                    super.destroy(sid);
                                }
                                return created;
                            }
                        }),
                wrong("replace keeps the old expiry", "REPLACE-1 REPLACE-7", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        Instant old = isPast(expiresAt)
                                ? expiresAt
                                : super.expiresAt(sid).orElse(expiresAt);
                        return super.replace(sid, expected, data, old);
                    }
                }),
                wrong("replace does not compare", "REPLACE-2 RACE-2", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        return super.replace(sid, super.get(sid).orElse("{}"), data, expiresAt);
                    }
                }),
                wrong("replace creates what is gone", "REPLACE-3", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        WriteOutcome outcome = super.replace(sid, expected, data, expiresAt);
                        if (outcome == WriteOutcome.GONE && !this.backend.entries.containsKey(sid)) {
                            super.set(sid, data, expiresAt);
                        }
                        return outcome;
                    }
                }),
                wrong("replace revives an expired record", "REPLACE-4 EXPIRY-3", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        WriteOutcome outcome = super.replace(sid, expected, data, expiresAt);
                        if (outcome == WriteOutcome.GONE && this.backend.entries.containsKey(sid)) {
                            super.set(sid, data, expiresAt);
                            return WriteOutcome.WRITTEN;
                        }
                        return outcome;
                    }
                }),
                wrong("replace compares by a collation", "REPLACE-5", backend -> new Folding(backend, text -> text)),
                wrong(
                        "replace compares without the spaces at the end",
                        "REPLACE-5",
                        b -> new Folding(b, String::stripTrailing)),
                wrong("replace ends a session without a look", "REPLACE-6", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        WriteOutcome outcome = super.replace(sid, expected, data, expiresAt);
                        if (isPast(expiresAt)) {
                            super.destroy(sid);
                        }
                        return outcome;
                    }
                }),
                wrong("replace counts changed rows only", "REPLACE-7", backend -> new SmallStore(backend) {
                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        WriteOutcome outcome = super.replace(sid, expected, data, expiresAt);
                        boolean same = outcome == WriteOutcome.WRITTEN && expected.equals(data);
                        return same ? WriteOutcome.CHANGED : outcome;
                    }
                }),
                wrong("replace takes a touch for a change", "REPLACE-8", backend -> new SmallStore(backend) {
                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        return super.touch(sid, isPast(expiresAt) ? expiresAt : expiresAt.plusNanos(7));
                    }

                    @Override
                    public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                        boolean touched = super.expiresAt(sid)
                                .filter(WrongConditionalWrites::isMarked)
                                .isPresent();
                        return touched ? WriteOutcome.CHANGED : super.replace(sid, expected, data, expiresAt);
                    }
                }),
                wrong(
                        "replace changes all sessions with the same text",
                        "REPLACE-9",
                        backend -> new SmallStore(backend) {
                            @Override
                            public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                                WriteOutcome outcome = super.replace(sid, expected, data, expiresAt);
                                locked(() -> {
                                    this.backend.entries.replaceAll((any, old) ->
                                            old.data().equals(expected) ? new Entry(data, old.expiresAt()) : old);
                                    return true;
                                });
                                return outcome;
                            }
                        }),
                wrong(
                        "replace answers CHANGED for what is gone",
                        "REPLACE-3 RACE-2",
                        backend -> new SmallStore(backend) {
                            @Override
                            public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
                                WriteOutcome outcome = super.replace(sid, expected, data, expiresAt);
                                return outcome == WriteOutcome.GONE ? WriteOutcome.CHANGED : outcome;
                            }
                        }),
                wrong("touch is not seen by a create right after", "RACE-1", backend -> new SmallStore(backend) {
                    @Override
                    public boolean create(String sid, String data, Instant expiresAt) {
                        Optional<Instant> expiry = super.expiresAt(sid);
                        if (expiry.filter(WrongConditionalWrites::isMarked).isPresent()) {
                            super.destroy(sid);
                        }
                        return super.create(sid, data, expiresAt);
                    }

                    @Override
                    public boolean touch(String sid, Instant expiresAt) {
                        return super.touch(sid, isPast(expiresAt) ? expiresAt : expiresAt.plusNanos(7));
                    }
                }));
    }

    private static boolean isMarked(Instant touched) {
        return touched.get(ChronoField.NANO_OF_SECOND) % 10 == 7;
    }

    /** Compares texts that are the same after folding, and the same to a dictionary. */
    private static final class Folding extends SmallStore {
        private final UnaryOperator<String> fold;
        private final Collator collator = Collator.getInstance(Locale.ROOT);

        Folding(SmallBackend backend, UnaryOperator<String> fold) {
            super(backend);
            this.fold = fold;
            collator.setStrength(Collator.PRIMARY);
        }

        @Override
        public WriteOutcome replace(String sid, String expected, String data, Instant expiresAt) {
            Optional<String> there = super.get(sid);
            boolean same = there.isPresent()
                    && expected != null
                    && collator.equals(fold.apply(there.get()), fold.apply(expected));
            return super.replace(sid, same ? there.get() : expected, data, expiresAt);
        }
    }
}
