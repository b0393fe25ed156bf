package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any stored text: a session, a new session, or unreadable; and what nobody changed is kept. */
@Tag("slow")
class JsonFuzzTest {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> scalar = Arbitraries.of(
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
        return Arbitraries.lazyOf(
                () -> scalar,
                () -> scalar,
                () -> values().list().ofMaxSize(3).map(items -> "[" + String.join(" ,", items) + "]"),
                () -> members(Arbitraries.of("a", "b", "cookie", "1", "\\u0061"), 3));
    }

    private Arbitrary<String> members(Arbitrary<String> names, int most) {
        return Combinators.combine(names, values())
                .as((name, value) -> "\"" + name + "\": " + value)
                .list()
                .ofMaxSize(most)
                .map(members -> "{" + String.join(",\n", members) + "}");
    }

    @Provide
    Arbitrary<String> sessions() {
        Arbitrary<String> cookies = Arbitraries.oneOf(
                members(
                        Arbitraries.of(
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
                        6),
                values());
        Arbitrary<String> attributes = members(
                Arbitraries.of("a", "b", "views", "id", "save", "__proto__", "_created", "toJSON", "1", "", "\\ud800"),
                5);
        return Combinators.combine(cookies, attributes)
                .as((cookie, rest) -> "{\"cookie\":" + cookie + (rest.equals("{}") ? "" : ",") + rest.substring(1));
    }

    @Provide
    Arbitrary<String> damaged() {
        return Combinators.combine(
                        sessions(),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.of("", "{", "}", "\"", ",", ":", "[", "1", "\\", "\u0001", "x"))
                .as((json, at, instead) -> {
                    int place = Math.min(at, json.length() - 1);
                    return json.substring(0, place) + instead + json.substring(place + 1);
                });
    }

    @Property(tries = 500)
    void anythingStoredIsASessionOrUnreadable(@ForAll("damaged") String json) {
        Assume.that(!json.isEmpty() && JsonText.escapeLoneSurrogates(json).equals(json)); // what a store can hold
        check(json);
    }

    @Property(tries = 500)
    void whatWasStoredBesideTheChangeIsKept(@ForAll("sessions") String json) {
        check(json);
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

    @Property(tries = 500)
    void theCanonicalTextMeansTheSameAndIsItsOwn(@ForAll("values") String json) {
        String canonical = JsonScanner.canonical(json);
        assertThat(JsonScanner.canonical(canonical)).isEqualTo(canonical);
        assertThat(numbersAsDecimals(EXACT.readTree(canonical))).isEqualTo(numbersAsDecimals(EXACT.readTree(json)));
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

    @Property(tries = 1000)
    void everyTextSurvivesQuoting(@ForAll String text) {
        String quoted = JsonText.quote(text);
        assertThat(Codec.STANDARD.read("a", quoted, String.class)).isEqualTo(text);
        assertThat(JsonScannerTest.membersOf("{" + quoted + ":1}")).containsOnlyKeys(text);
        assertThat(JsonText.escapeLoneSurrogates(quoted)).isEqualTo(quoted);
    }

    @Property(tries = 2000)
    void everyNumberComesBackAsItWas(@ForAll double value) {
        String text = JsNumber.format(value);
        assertThat(Double.parseDouble(text)).isEqualTo(value == 0 ? 0.0 : value);
        assertThat(JsonScanner.canonical(text)).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits = Arbitraries.strings().withChars("00019").ofMaxLength(25);
        Arbitrary<String> exponents = Arbitraries.integers().between(-340, 340).map(Object::toString);
        return Combinators.combine(
                        Arbitraries.of("", "-"),
                        Arbitraries.oneOf(Arbitraries.just("0"), digits.map(more -> "1" + more)),
                        Arbitraries.oneOf(Arbitraries.just(""), digits.map(more -> "." + more + "0")),
                        Arbitraries.oneOf(
                                Arbitraries.just(""), exponents.map(e -> "e" + e), exponents.map(e -> "E+0" + e)))
                .as((sign, whole, fraction, exponent) -> sign + whole + fraction + exponent.replace("+0-", "-0"));
    }

    @Property(tries = 3000)
    void aNumberIsRewrittenWhereJavaScriptHoldsItsValue(@ForAll("numbers") String number) {
        double nearest = Double.parseDouble(number);
        boolean same = Double.isFinite(nearest)
                && new BigDecimal(JsNumber.format(nearest)).compareTo(new BigDecimal(number)) == 0;
        assertThat(JsNumber.canonical(number)).isEqualTo(same ? JsNumber.format(nearest) : number);
    }

    @Property(tries = 300)
    void listsOfAnythingComeBackAsTheyWere(@ForAll List<String> texts) {
        assertThat(Codec.STANDARD.read("a", Codec.STANDARD.write("a", texts), List.class))
                .isEqualTo(texts);
    }
}
