package dev.sessionstore.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Texts, ids and answers that many rules use. */
final class Sample {

    static final String TEXT = "{\"user\":\"ada\"}";
    static final String OTHER = "{\"user\":\"grace\",\"views\":2}";

    static final Duration HOUR = Duration.ofHours(1);

    /** Longer than any grace that a sweeper may give. */
    static final Duration LONG = Duration.ofDays(2);

    /** Ids that every store refuses. */
    static final List<String> REFUSED_SIDS = List.of(
            "", "x".repeat(129), "nul\u0000inside", "\u0000", "half\ud83d", "\ude00half", "swapped\ude00\ud83d");

    /** Texts that every store refuses. */
    static final List<String> REFUSED_TEXTS =
            List.of("", "{\"nul\":\"\u0000\"}", "{\"half\":\"\ud83d\"}", "{\"half\":\"\ude00 \"}");

    /** Milliseconds of a second that a store may round wrongly. */
    static final List<Integer> FRACTIONS = List.of(0, 1, 499, 500, 999);

    /** The limits of four-byte seconds, of SQL's years and of Java's ranges. */
    static final List<Instant> FAR = List.of(
            Instant.parse("2038-01-19T03:14:08Z"),
            Instant.parse("2106-02-07T06:28:16Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.ofEpochMilli(Long.MAX_VALUE),
            Instant.MAX);

    private Sample() {}

    /** Null where null is not allowed. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T nothing() {
        return null;
    }

    static Optional<String> absent() {
        return Optional.empty();
    }

    static Optional<String> present(String text) {
        return Optional.of(text);
    }
}
