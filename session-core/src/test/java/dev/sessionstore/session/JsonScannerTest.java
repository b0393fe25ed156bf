package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as {@code JSON.parse} takes it: each text here was tried in Node. */
class JsonScannerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[[],{}]",
                "{\"a\":[{\"b\":[]}],\"c\":{}}",
                "[1,2]",
                "0",
                "-0",
                "1.5e+10",
                "1E5",
                "\"\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00Ff\"",
                "true",
                "false",
                "null",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "\"\u007f\u2028\""
            })
    void takesJson(String json) {
        JsonScanner.canonical(json);
        JsonScanner.canonical(" \t\r\n" + json + " \n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "{]",
                "[}",
                "[1}",
                "{\"a\":1]",
                "[,]",
                "[1,]",
                "[1 2]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "1 2",
                "{}{}",
                "01",
                "-",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "Infinity",
                "undefined",
                "tru",
                "nul",
                "'a'",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u００００\"",
                "\"\t\"",
                "\"\u0000\"",
                "// a\n1",
                "1/**/",
                "\ufeff1",
                "\u00a01",
                "１"
            })
    void refusesWhatIsNone(String json) {
        assertThatExceptionOfType(UnreadableSessionException.class)
                .isThrownBy(() -> JsonScanner.canonical(json))
                .withMessageContaining("not JSON");
    }

    @Test
    void cutsMembersAsTheyStandInTheText() {
        String json = " { \"a\" : [ 1 , { } ] , \"\\u0062\\n\" :\"x y \" , \"\":1.0\n,\"c\":{ \"d\" : null } } ";
        assertThat(membersOf(json))
                .containsExactly(
                        Map.entry("a", "[ 1 , { } ]"),
                        Map.entry("b\n", "\"x y \""),
                        Map.entry("", "1.0"),
                        Map.entry("c", "{ \"d\" : null }"));
    }

    @Test
    void depthIsNoLimit() {
        int depth = 200_000;
        String json = "{\"a\":" + "[{\"b\":".repeat(depth) + "1" + "}]".repeat(depth) + "}";
        assertThat(membersOf(json).get("a")).hasSize(json.length() - 6);
        assertThat(JsonScanner.canonical(json)).isEqualTo(json);
    }

    /** {@return the text of each member's value} */
    static Map<String, String> membersOf(String json) {
        Map<String, String> members = new LinkedHashMap<>();
        assertThat(JsonMembers.parse(json, member -> members.put(member.name(), member.value())))
                .isTrue();
        return members;
    }
}
