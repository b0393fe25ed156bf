package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsDateTest {

    private final JsonNode vectors = Vectors.one("date");

    @Test
    void writesDatesAsJavaScriptDoes() {
        String iso = vectors.get("iso").asString();
        long millis = Instant.parse(iso).toEpochMilli();
        assertThat(JsDate.iso(millis)).isEqualTo(iso);
        assertThat(JsDate.http(millis)).isEqualTo(vectors.get("utc").asString());
        assertThat(JsDate.iso(0)).isEqualTo(vectors.get("isoZeroMs").asString());
        assertThat(JsDate.iso(253402300800000L)).isEqualTo(vectors.get("far").asString());
        assertThat(JsDate.iso(-62198755200000L)).isEqualTo(vectors.get("neg").asString());
        assertThat(JsDate.iso(JsDate.MAX_MILLIS)).isEqualTo("+275760-09-13T00:00:00.000Z");
        assertThat(JsDate.http(JsDate.MAX_MILLIS)).isEqualTo("Sat, 13 Sep 275760 00:00:00 GMT");
        assertThat(JsDate.http(-62198755200000L)).isEqualTo("Fri, 01 Jan -0001 00:00:00 GMT");
    }

    @Test
    void readsWhatItWritesAndOffsets() {
        for (long millis :
                new long[] {0, 999, -1, 1795247114250L, 253402300800000L, -62198755200000L, JsDate.MAX_MILLIS}) {
            assertThat(JsDate.parse(JsDate.iso(millis))).hasValue(millis);
        }
        assertThat(JsDate.parse("2026-11-21T08:45:14.250+01:00")).hasValue(1795247114250L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "2026-11-21",
                "2026-11-21T08:45:14",
                "2026-13-21T08:45:14Z",
                "+275760-09-13T00:00:00.001Z",
                "-292275055-05-16T16:47:04.192Z",
                "+999999999-12-31T23:59:59Z"
            })
    void whatIsNoInstantIsNoDate(String text) {
        assertThat(JsDate.parse(text)).isEmpty();
    }
}
