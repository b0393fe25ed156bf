package dev.sessionstore.conformance.wrong;

import static dev.sessionstore.conformance.wrong.WrongStore.wrong;

import dev.sessionstore.Guarantee;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.conformance.small.SmallBackend;
import dev.sessionstore.conformance.small.SmallStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Wrong about time. */
final class WrongExpiries {

    private WrongExpiries() {}

    static List<WrongStore> all() {
        return List.of(
                wrong(
                        "expiries are cut to the second",
                        "EXPIRY-1",
                        b -> new Changed(b, e -> e.truncatedTo(ChronoUnit.SECONDS))),
                wrong(
                        "expiries are rounded up to the minute",
                        "EXPIRY-2",
                        b -> new Changed(b, WrongExpiries::minuteUp)),
                wrong(
                        "expired sessions are still listed",
                        "EXPIRY-3 LIST-1 LIST-2",
                        backend -> new SmallStore(backend) {
                            @Override
                            public Stream<String> sids() {
                                super.sids();
                                return List.copyOf(this.backend.entries.keySet()).stream();
                            }
                        }),
                wrong(
                        "far expiries overflow",
                        "EXPIRY-4",
                        b -> new Changed(b, e -> Instant.ofEpochMilli(e.toEpochMilli()))),
                wrong("expiries are seconds in four bytes", "EXPIRY-4", b -> new Changed(b, WrongExpiries::fourBytes)),
                wrong(
                        "no session lives longer than a month",
                        "EXPIRY-5",
                        b -> new Changed(b, e -> e.isAfter(month(b)) ? month(b) : e)),
                wrong(
                        "the far past is an error",
                        "EXPIRY-6",
                        backend -> new Changed(backend, expiry -> {
                            if (expiry.isBefore(Instant.EPOCH)) {
                                throw new IllegalArgumentException("before 1970");
                            }
                            return expiry;
                        })),
                wrong("expiries are kept as local times", "EXPIRY-7", b -> new Changed(b, WrongExpiries::viaLocalTime)),
                wrong("Expired is published though not promised", "EXPIRY-8", backend -> new SmallStore(backend) {
                    @Override
                    public Set<Guarantee> guarantees() {
                        return Set.of(Guarantee.SHARED);
                    }

                    @Override
                    public Optional<String> get(String sid) {
                        Optional<String> found = super.get(sid);
                        if (found.isEmpty()) {
                            events.publish(new StoreEvent.Expired(sid));
                        }
                        return found;
                    }
                }),
                wrong("the resolution is negative", "EXPIRY-9", backend -> new SmallStore(backend) {
                    @Override
                    public Duration resolution() {
                        return Duration.ofMillis(-1);
                    }
                }));
    }

    private static Instant minuteUp(Instant expiry) {
        return expiry.isAfter(Instant.parse("2100-01-01T00:00:00Z"))
                ? expiry
                : expiry.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    }

    private static Instant fourBytes(Instant expiry) {
        return Instant.ofEpochSecond(expiry.getEpochSecond() << 32 >> 32);
    }

    private static Instant month(SmallBackend backend) {
        return backend.instant().plus(Duration.ofDays(30));
    }

    private static Instant viaLocalTime(Instant expiry) {
        if (expiry.isAfter(Instant.parse("2100-01-01T00:00:00Z")) || expiry.isBefore(Instant.EPOCH)) {
            return expiry;
        }
        LocalDateTime local = LocalDateTime.ofInstant(expiry, ZoneId.systemDefault());
        return local.atZone(ZoneId.systemDefault()).toInstant();
    }

    /** Keeps another expiry than the one it was given. */
    private static final class Changed extends SmallStore {
        private final UnaryOperator<Instant> change;

        Changed(SmallBackend backend, UnaryOperator<Instant> change) {
            super(backend);
            this.change = change;
        }

        @Override
        protected Optional<StoreEvent> write(String sid, String data, Instant expiresAt) {
            return super.write(sid, data, change.apply(expiresAt));
        }

        @Override
        public boolean touch(String sid, Instant expiresAt) {
            return super.touch(sid, expiresAt == null ? null : change.apply(expiresAt));
        }
    }
}
