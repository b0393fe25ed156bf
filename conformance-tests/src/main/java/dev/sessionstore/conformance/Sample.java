package dev.sessionstore.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Texts, ids and answers that many rules use. */
final class Sample {

    static final String TEXT = "{\"user\":\"ada\"}";
    static final String OTHER = "{\"user\":\"grace\",\"views\":2}";

    static final Duration HOUR = Duration.ofHours(1);

    /** What no store keeps as an id. */
    static final List<String> REFUSED_SIDS = List.of(
            "", "x".repeat(129), "nul\u0000inside", "\u0000", "half\ud83d", "\ude00half", "swapped\ude00\ud83d");

    /** What no store keeps as a text. */
    static final List<String> REFUSED_TEXTS =
            List.of("", "{\"nul\":\"\u0000\"}", "{\"half\":\"\ud83d\"}", "{\"half\":\"\ude00 \"}");

    private Sample() {}

    /** Null where none may be. */
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
