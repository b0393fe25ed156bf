package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any stored text: a session, a new session, or unreadable; and what nobody changed is kept. */
@Tag("slow")
class JsonFuzzTest {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static String value(Randomly random) {
        return value(random, 6);
    }

    private static String value(Randomly random, int deepest) {
        Supplier<String> scalar = () -> random.oneOf(
                "null",
                "true",
                "false",
                "0",
                "-0",
                "1.50",
                "1e21",
                "9007199254740993",
                "1e-7",
                "\"\"",
                "\"a\"",
                "\"\\u0041\\n\"",
                "\"\\ud800\"",
                "\"ä😀\"",
                "\"5000\"",
                "60000",
                "\"2026-11-21T07:46:00.000Z\"",
                "\"garbage\"");
        if (deepest == 0) {
            return scalar.get();
        }
        return random.either(
                scalar,
                scalar,
                () -> "[" + String.join(" ,", random.list(3, () -> value(random, deepest - 1))) + "]",
                () -> members(random, 3, deepest - 1, "a", "b", "cookie", "1", "\\u0061"));
    }

    private static String members(Randomly random, int most, int deepest, String... names) {
        return "{"
                + String.join(
                        ",\n", random.list(most, () -> "\"" + random.oneOf(names) + "\": " + value(random, deepest)))
                + "}";
    }

    private static String session(Randomly random) {
        String cookie = random.either(
                () -> members(
                        random,
                        6,
                        5,
                        "originalMaxAge",
                        "expires",
                        "maxAge",
                        "path",
                        "httpOnly",
                        "secure",
                        "sameSite",
                        "domain",
                        "priority",
                        "partitioned",
                        "data",
                        "foo"),
                () -> value(random));
        String rest = members(
                random, 5, 5, "a", "b", "views", "id", "save", "__proto__", "_created", "toJSON", "1", "", "\\ud800");
        return "{\"cookie\":" + cookie + (rest.equals("{}") ? "" : ",") + rest.substring(1);
    }

    /** {@return a session with one other character, as a store can hold it} */
    private static String damaged(Randomly random) {
        String json = session(random);
        int place = Math.min(random.upTo(200), json.length() - 1);
        String instead = random.oneOf("", "{", "}", "\"", ",", ":", "[", "1", "\\", "\u0001", "x");
        String damaged = json.substring(0, place) + instead + json.substring(place + 1);
        return JsonText.escapeLoneSurrogates(damaged).equals(damaged) ? damaged : damaged(random);
    }

    @Test
    void anythingStoredIsASessionOrUnreadable() {
        Randomly.check(500, JsonFuzzTest::damaged, JsonFuzzTest::check);
    }

    @Test
    void whatWasStoredBesideTheChangeIsKept() {
        Randomly.check(500, JsonFuzzTest::session, JsonFuzzTest::check);
    }

    private static void check(String json) {
        try (Bench bench = new Bench();
                LogLines quiet = new LogLines()) {
            bench.stored("A", json);
            try {
                bench.request(Bench.known("A"), Bench.withSession(s -> s.put("added", "x")));
            } catch (UnreadableSessionException e) {
                assertThat(bench.stored("A")).isEqualTo(json);
                return;
            }
            String after = bench.stored("A");
            if (after.equals("none") || bench.memory.listing().orElseThrow().count() > 1) {
                return; // expired by its own cookie, or no session for JavaScript either
            }
            Map<String, String> before = JsonScannerTest.membersOf(json);
            Map<String, String> now = JsonScannerTest.membersOf(after);
            before.forEach((name, value) -> {
                if (!name.equals("cookie") && !AttributeNames.isDropped(name)) {
                    assertThat(now.get(name)).as(name).isEqualTo(value);
                }
            });
            assertThat(now.get("added")).isEqualTo("\"x\"");
            JsonNode cookie = EXACT.readTree(now.get("cookie"));
            assertThat(cookie.isObject()).isTrue();
            CookieFields again = CookieFields.parse(now.get("cookie"), bench.clock.millis());
            again.touch(bench.clock.millis(), JsDate.MAX_MILLIS);
            assertThat(again.toJson()).as("what is written is read as it is").isEqualTo(now.get("cookie"));
        }
    }

    @Test
    void theCanonicalTextMeansTheSameAndIsItsOwn() {
        Randomly.check(500, JsonFuzzTest::value, json -> {
            String canonical = JsonScanner.canonical(json);
            assertThat(JsonScanner.canonical(canonical)).isEqualTo(canonical);
            assertThat(numbersAsDecimals(EXACT.readTree(canonical))).isEqualTo(numbersAsDecimals(EXACT.readTree(json)));
        });
    }

    /** 1.50 and 1.5 are one number, and so are 1e2 and 100. */
    private static String numbersAsDecimals(JsonNode node) {
        StringBuilder text = new StringBuilder();
        if (node.isNumber()) {
            text.append(node.decimalValue().stripTrailingZeros().toPlainString());
        } else if (node.isArray()) {
            node.forEach(
                    item -> text.append('[').append(numbersAsDecimals(item)).append(']'));
        } else if (node.isObject()) {
            node.properties().forEach(e -> text.append('{').append(e.getKey()).append(numbersAsDecimals(e.getValue())));
        } else {
            text.append(node);
        }
        return text.toString();
    }

    @Test
    void everyTextSurvivesQuoting() {
        Randomly.check(1000, random -> random.text(60), text -> {
            String quoted = JsonText.quote(text);
            assertThat(Codec.STANDARD.read("a", quoted, String.class)).isEqualTo(text);
            assertThat(JsonScannerTest.membersOf("{" + quoted + ":1}")).containsOnlyKeys(text);
            assertThat(JsonText.escapeLoneSurrogates(quoted)).isEqualTo(quoted);
        });
    }

    @Test
    void everyNumberComesBackAsItWas() {
        Randomly.check(2000, Randomly::number, value -> {
            String text = JsNumber.format(value);
            assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0.0 : value);
            assertThat(JsonScanner.canonical(text)).isEqualTo(text);
        });
    }

    private static String number(Randomly random) {
        Supplier<String> digits = () -> String.join("", random.list(25, () -> random.oneOf("0", "0", "0", "1", "9")));
        Supplier<Integer> exponent = () -> random.upTo(680) - 340;
        return random.oneOf("", "-")
                + random.either(() -> "0", () -> "1" + digits.get())
                + random.either(() -> "", () -> "." + digits.get() + "0")
                + random.either(() -> "", () -> "e" + exponent.get(), () -> "E+0" + exponent.get())
                        .replace("+0-", "-0");
    }

    @Test
    void aNumberIsRewrittenWhereJavaScriptHoldsItsValue() {
        Randomly.check(3000, JsonFuzzTest::number, number -> {
            double nearest = Double.parseDouble(number);
            boolean same = Double.isFinite(nearest)
                    && new BigDecimal(JsNumber.format(nearest)).compareTo(new BigDecimal(number)) == 0;
            assertThat(JsNumber.canonical(number)).isEqualTo(same ? JsNumber.format(nearest) : number);
        });
    }

    @Test
    void listsOfAnythingComeBackAsTheyWere() {
        Randomly.check(
                300,
                random -> random.list(20, () -> random.text(20)),
                texts -> assertThat(Codec.STANDARD.read("a", Codec.STANDARD.write("a", texts), List.class))
                        .isEqualTo(texts));
    }
}
