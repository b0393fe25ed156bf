package dev.sessionstore.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records and cookies, changed at random: whatever is in them, an exchange ends, and fails only as it says. */
@Tag("slow")
class MutatedInputTest {

    private static final int RECORDS = 60_000;
    private static final int COOKIES = 40_000;

    private static final List<String> SEEDS = List.of(
            "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:00.000Z\",\"secure\":false,\"httpOnly\":true,"
                    + "\"domain\":\"example.org\",\"path\":\"/\",\"sameSite\":\"lax\"},\"a\":[1,{\"b\":null}],\"n\":1.50}",
            "{\"cookie\":{\"originalMaxAge\":null,\"expires\":null,\"httpOnly\":true,\"path\":\"/\"},\"_created\":1795247114250,"
                    + "\"_idle\":60000,\"user\":\"Zo\\u00eb \\ud83d\\ude00\"}",
            "{\"a\":\"x\",\"cookie\":{\"partitioned\":true,\"priority\":\"high\",\"maxAge\":5000,\"secure\":true}}");

    private static final List<String> PIECES = List.of(
            "",
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "\\",
            "\\u",
            "\\ud800",
            "\\u0000",
            "-",
            "+",
            ".",
            "e",
            "E",
            "0",
            "1",
            "9",
            " ",
            "\n",
            "null",
            "true",
            "false",
            "\"\"",
            "{}",
            "[]",
            "1e-99999999999",
            "1e99999999999",
            "-0",
            "0e9",
            "9007199254740993",
            "-9223372036854775809",
            "8640000000000001",
            "1e400",
            "1.",
            "[[[[[[[[",
            "\"cookie\":",
            "\"expires\":",
            "\"maxAge\":-1e300",
            "\"_created\":-1e300",
            "\"_created\":1e300",
            "\"_idle\":1e300",
            "\"_idle\":-1",
            "\"__proto__\":1",
            "\"a\":1,\"a\":2",
            "\"+275760-09-13T00:00:00.001Z\"",
            "\"-292275055-05-16T16:47:04.192Z\"",
            "\"0000-00-00T00:00:00.000Z\"",
            "\"2026-11-21T07:46:00Z[Europe/Paris]\"",
            ".",
            "..",
            "a.b",
            "/;",
            "\t",
            "\u00e4",
            "\u0130",
            "\ufffd");

    private final Random random = new Random(20261130);

    @Test
    void aRecordIsASessionANewOneOrUnreadable() {
        int readable = 0;
        try (Bench bench = new Bench(o -> o.touchEvery(Duration.ZERO).absoluteLifetime(Duration.ofDays(1)));
                LogLines quiet = new LogLines()) {
            for (int i = 0; i < RECORDS; i++) {
                String text = mutated(SEEDS.get(random.nextInt(SEEDS.size())));
                String sid = "A" + i;
                bench.store.foreign(sid, text);
                bench.store.calls();
                readable += readable(bench, sid, text) ? 1 : 0;
            }
        }
        assertThat(readable).isBetween(RECORDS / 20, RECORDS - RECORDS / 20);
    }

    private boolean readable(Bench bench, String sid, String text) {
        try {
            bench.request(Bench.known(sid), Bench.withSession(this::use));
            return true;
        } catch (SessionException e) {
            assertThat(e).isExactlyInstanceOf(UnreadableSessionException.class);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("stored: " + text, e);
        }
    }

    private void use(Session session) {
        for (String name : session.names()) {
            for (Class<?> type :
                    List.of(Object.class, BigDecimal.class, Long.class, String.class, Map.class, Instant.class)) {
                try {
                    session.get(name, type);
                } catch (SessionAttributeException e) {
                    assertThat(e).hasMessageContaining(name);
                }
            }
            session.putJson("copy", session.getJson(name).orElseThrow());
        }
        session.cookie().expires();
        session.cookie().maxAge();
        session.cookie().originalMaxAge();
        session.cookie().domain();
        session.cookie().path();
        session.cookie().sameSite();
        session.cookie().priority();
        session.createdAt();
        session.expiresAt();
        session.toJson();
        switch (random.nextInt(4)) {
            case 0 -> session.put("added", "x");
            case 1 -> session.touch();
            case 2 -> session.markChanged();
            default -> session.names().forEach(session::remove);
        }
    }

    @Test
    void aCookieHeaderIsASessionOfOursOrNone() {
        try (Bench bench = new Bench();
                LogLines quiet = new LogLines()) {
            bench.stored("A", SEEDS.get(0));
            String signed = "x=1; " + Bench.cookie("A") + "; y=\"2\"";
            int known = 0;
            for (int i = 0; i < COOKIES; i++) {
                String header = mutated(signed);
                try {
                    boolean[] old = new boolean[1];
                    bench.request(Requests.withCookie(header), Bench.withSession(s -> old[0] = !s.isNew()));
                    known += old[0] ? 1 : 0;
                } catch (RuntimeException | StackOverflowError e) {
                    throw new AssertionError("header: " + header, e);
                }
                assertThat(bench.store.calls()).as(header).allMatch(call -> call.endsWith(" A"));
            }
            assertThat(known).isBetween(1, COOKIES - 1);
        }
    }

    private String mutated(String seed) {
        StringBuilder text = new StringBuilder(seed);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(4));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(from, to);
                case 2 -> replaceValue(text, from);
                default -> text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.isEmpty() ? "{}" : text.toString();
    }

    /** What follows a colon, so that the text mostly stays JSON. */
    private void replaceValue(StringBuilder text, int from) {
        int colon = text.indexOf(":", from);
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > 0) {
            text.replace(colon + 1, end, PIECES.get(random.nextInt(PIECES.size())));
        }
    }
}
