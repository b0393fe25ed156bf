package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stranger may send, or a store may hold, costs time linear to its length: a million characters, two seconds at most. */
@Tag("slow")
class LinearTimeTest {

    private static final int SIZE = 1_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Of the CPU, so that other work on the machine does not count. What is quadratic takes ten times as long and more. */
    private static final Duration MOST = Duration.ofSeconds(2);

    static Stream<Arguments> numbers() {
        return Stream.of(
                number("digits", size -> "1234567890".repeat(size / 10)),
                number("a fraction", size -> "0." + "1234567890".repeat(size / 10)),
                number("zeros of a fraction", size -> "1." + "0".repeat(size)),
                number("zeros before a digit", size -> "0." + "0".repeat(size) + "1"),
                number("zeros and an exponent", size -> "1" + "0".repeat(size) + "e-" + size),
                number("digits of an exponent", size -> "1e-" + "9".repeat(size)),
                number("zeros of an exponent", size -> "1e" + "0".repeat(size) + "1"));
    }

    private static Arguments number(String name, IntFunction<String> ofSize) {
        return Arguments.argumentSet(name, ofSize.apply(SIZE));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void aNumber(String number) {
        linear(() -> JsonScanner.canonical(number));
        linear(() -> CookieFields.parse("{\"originalMaxAge\":" + number + ",\"maxAge\":" + number + "}", 0)
                .touch(0, JsDate.MAX_MILLIS));
        linear(() -> Attributes.parse(Codec.STANDARD, "{\"cookie\":{},\"_created\":" + number + "}")
                .created());
        linear(() -> {
            Attributes stored = Attributes.parse(Codec.STANDARD, "{\"cookie\":{},\"n\":" + number + "}");
            stored.putJson("n", "1");
            stored.changes();
        });
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.argumentSet("semicolons", ";".repeat(SIZE) + "="),
                Arguments.argumentSet("names without a value", "a;".repeat(SIZE / 2) + "="),
                Arguments.argumentSet("other cookies", "a=b;".repeat(SIZE / 4)),
                Arguments.argumentSet("equals signs", "=".repeat(SIZE)),
                Arguments.argumentSet("blanks", "c" + " ".repeat(SIZE / 2) + "x=1;" + " ;".repeat(SIZE / 4) + "c=1"),
                Arguments.argumentSet("quotes", "c=" + "\"".repeat(SIZE)),
                Arguments.argumentSet("escapes of ASCII", "c=" + "%41".repeat(SIZE / 3)),
                Arguments.argumentSet("escapes of UTF-8", "c=" + "%C3%A4x".repeat(SIZE / 7)),
                Arguments.argumentSet("malformed escapes", "c=" + "%41%".repeat(SIZE / 4)),
                Arguments.argumentSet("bad UTF-8", "c=" + "%C3x".repeat(SIZE / 4)));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aCookieHeader(String header) {
        linear(() -> CookieHeader.find(List.of(header), "c"));
        linear(() -> CookieHeader.find(Collections.nCopies(SIZE / 10, header.substring(0, 10)), "c"));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.argumentSet("depth", "[".repeat(SIZE / 2) + "]".repeat(SIZE / 2)),
                Arguments.argumentSet("escapes", '"' + "\\n".repeat(SIZE / 2) + '"'),
                Arguments.argumentSet("unpaired surrogates", '"' + "\\ud800".repeat(SIZE / 6) + '"'),
                Arguments.argumentSet("blanks", '[' + " ".repeat(SIZE) + ']'),
                Arguments.argumentSet("names", '{' + "\"a\":1,".repeat(SIZE / 6) + "\"a\":1}"),
                Arguments.argumentSet("names of one hash", colliding(SIZE / 40)),
                Arguments.argumentSet("numbers", '[' + "1.50,".repeat(SIZE / 5) + "1e21]"),
                Arguments.argumentSet(
                        "dates", '{' + "\"expires\":\"2026-11-21T07:46:00+01:00\",".repeat(20_000) + "\"a\":1}"));
    }

    /** "Aa" and "BB" have the same hash. */
    private static String colliding(int names) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < names; i++) {
            text.append(i == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 16; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            text.append("\":1");
        }
        return text.append('}').toString();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aStoredText(String json) {
        linear(() -> JsonScanner.canonical(json));
        linear(() -> {
            Attributes attributes = Attributes.parse(Codec.STANDARD, "{\"cookie\":{},\"a\":" + json + "}");
            attributes.putJson("b", "1");
            attributes.changes();
            attributes.toJson(CookieFields.parse("{}", 0));
        });
        if (json.startsWith("{")) {
            linear(() -> Attributes.parse(Codec.STANDARD, json));
            linear(() -> CookieFields.parse(json, 0));
        }
    }

    @Test
    void aDomain() {
        linear(() -> assertThat(CookieSyntax.isDomain("a.".repeat(SIZE) + "b")).isTrue());
        linear(() -> assertThat(CookieSyntax.isDomain("a".repeat(SIZE))).isFalse());
        linear(() -> assertThat(CookieSyntax.isDomain("a-".repeat(SIZE))).isFalse());
        linear(() -> assertThat(CookieSyntax.isDomain(".".repeat(SIZE))).isFalse());
    }

    @Test
    void aDate() {
        for (String date : List.of(
                "2026-11-21T07:46:00." + "0".repeat(SIZE) + "Z",
                "9".repeat(SIZE),
                "2026-11-21T07:46:00Z[" + "A/".repeat(SIZE / 2) + "]",
                " ".repeat(SIZE))) {
            linear(() -> assertThat(JsDate.parse(date)).isEmpty());
        }
    }

    private static void linear(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before)).isLessThan(MOST);
    }
}
