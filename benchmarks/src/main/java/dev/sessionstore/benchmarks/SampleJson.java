package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Payload;
import java.util.stream.Collectors;

/** A session's text as it stands in a store. */
final class SampleJson {

    private SampleJson() {}

    static String of(Payload payload) {
        return payload.texts().entrySet().stream()
                .map(text -> "\"" + text.getKey() + "\":\"" + text.getValue() + "\"")
                .collect(Collectors.joining(
                        ",", "{\"cookie\":{\"originalMaxAge\":1800000},", ",\"" + Payload.COUNTER + "\":0}"));
    }
}
