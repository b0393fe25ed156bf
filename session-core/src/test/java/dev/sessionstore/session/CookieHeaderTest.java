package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Reading the Cookie header, against what Node's cookie package reads. */
class CookieHeaderTest {

    static Stream<JsonNode> vectors() {
        return Vectors.of("parse");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsAsNodeDoes(JsonNode vector) {
        String header = vector.get("header").asString();
        vector.get("result")
                .properties()
                .forEach(cookie -> assertThat(find(header, cookie.getKey()))
                        .as(cookie.getKey())
                        .isEqualTo(cookie.getValue().asString()));
        for (String other : List.of("z", "novalue", "nobody")) {
            assertThat(find(header, other)).as(other).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "c=s:a.b | s:a.b",
                "c=s%3aa.b | s:a.b",
                "c=\"s%3Aa.b\" | s:a.b",
                "a=1;c=2 | 2",
                "a=1;;; c=2 | 2",
                "c = 2 ;x=1 | 2",
                "`\tc\t=\t2\t`| 2",
                "C=1; c=2 | 2",
                "cc=1; c=2 | 2",
                "x; c=2 | 2",
                "c; c=2 | 2",
                "c=1, c=2 | 1, c=2",
                "c=a%20b%C3%A4 | a bä",
                "c=%F0%9F%98%80 | 😀",
                "c=a% | a%",
                "c=a%2 | a%2",
                "c=%2x%41 | %2x%41",
                "c=%41%C3 | %41%C3",
                "c=%C3x%A4 | %C3x%A4",
                "c=%ED%A0%80 | %ED%A0%80",
                "c=%C0%AF | %C0%AF",
                "c=%2B+ | ++",
                "c=%253A | %3A",
                "c=\"a | \"a",
                "c=a\" | a\"",
                "c=\"\"a\"\" | \"a\"",
            })
    void readsOddHeadersAsNodeDoes(String header, String value) {
        assertThat(find(header, "c")).isEqualTo(value);
    }

    @Test
    void oneQuoteOrTwoAreAnEmptyValue() {
        assertThat(find("c=\"", "c")).isEmpty();
        assertThat(find("c=\"\"", "c")).isEmpty();
    }

    @Test
    void theFirstOfANameWinsOverAllHeaders() {
        assertThat(CookieHeader.find(List.of("a=1", "c=first", "c=second"), "c"))
                .isEqualTo("first");
        assertThat(CookieHeader.find(List.of(), "c")).isNull();
    }

    private static String find(String header, String name) {
        return CookieHeader.find(List.of(header), name);
    }
}
