package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.WriteOutcome;
import java.util.List;

/** Which texts come back as they were given: all of JSON, character by character. */
interface ValueRules {

    @Rule(
            id = "VALUE-1",
            says = "any JSON text is kept as it is: zero, empty text and object, null, false, lists",
            because = "a store that takes 0 or \"\" for nothing loses sessions",
            source = "RFC 8259, section 2")
    default void smallTextsAreKept(RuleContext trial) {
        expectKept(trial, List.of("0", "\"\"", "{}", "null", "false", "[]", "-0", "\"x\"", "[[],{}]", "{\"\":\"\"}"));
    }

    @Rule(
            id = "VALUE-2",
            says = "the text is not parsed: order of members, repeated ones, spaces, number formats and escapes stay",
            because = "Node and Java compare and sign what they wrote; a text that was tidied up is a changed one",
            source = "JSON.stringify as express-session's stores write it; RFC 8259, sections 4, 6 and 7")
    default void textsAreNotParsed(RuleContext trial) {
        expectKept(
                trial,
                List.of(
                        "{\"z\":1,\"a\":2,\"10\":3,\"9\":4}",
                        "{\"a\":1,\"a\":2}",
                        " {\t\"a\" :\r\n[ 1 , 2 ] } \n",
                        "[1.0,1e2,1E+2,0.10,-0.0,12345678901234567890123456789.000000000000000000001]",
                        "{\"slash\":\"\\/\",\"quote\":\"\\\"\",\"back\":\"\\\\\",\"controls\":\"\\b\\f\\n\\r\\t\\u001f\"}",
                        "{\"escaped\":\"\\u00e9\\u00E9\\ud83d\\ude00\",\"half\":\"\\ud83d\",\"nul\":\"\\u0000\"}",
                        "{\"cookie\":{\"originalMaxAge\":null,\"expires\":\"2026-11-21T00:00:00.000Z\",\"path\":\"/\"}}"));
    }

    @Rule(
            id = "VALUE-3",
            says = "texts full of other languages' special characters are kept",
            because = "what a user typed into a form ends up in the session; it must be neither run nor changed")
    default void specialCharactersAreKept(RuleContext trial) {
        expectKept(
                trial,
                List.of(
                        "{\"sql\":\"'; DROP TABLE sessions; -- ? :name $1 {0} %s\"}",
                        "{\"lua\":\"]]..redis.call('flushall')..[[ KEYS[1] ARGV[1]\"}",
                        "{\"sh\":\"$(reboot) `reboot` ${HOME} %PATH% \\\\n\"}",
                        "{\"html\":\"<script>alert(1)</script>&amp;\"}",
                        "{\"json\":\"{\\\"a\\\":\\\"b\\\\\\\"c\\\"}\"}"));
    }

    @Rule(
            id = "VALUE-4",
            says = "every Unicode character is kept: all planes, unassigned ones and noncharacters too",
            because =
                    "names and emoji are what sessions are full of, and a database's three-byte \"utf8\" cuts them off",
            source = "MySQL's utf8mb3; Unicode's definition of a scalar value")
    default void everyCharacterIsKept(RuleContext trial) {
        int block = 0x8000;
        String sid = trial.sid();
        for (int begin = 0; begin <= Character.MAX_CODE_POINT; begin += block) {
            String text = "\"" + allCharacters(begin, begin + block) + "\"";
            trial.a().set(sid, text, trial.inAnHour());
            String got = trial.b().get(sid).orElse("");
            trial.expect(
                    "U+" + Integer.toHexString(begin) + " and what follows unchanged",
                    got.equals(text),
                    difference(text, got));
        }
    }

    @Rule(
            id = "VALUE-5",
            says = "a text of one MiB is kept",
            because = "a store with a smaller limit should say so before it has users, not cut texts short",
            source = "MySQL's TEXT ends at 64 KiB")
    default void oneMebibyteIsKept(RuleContext trial) {
        String text = "\"" + "0123456789abcdef".repeat(65_536).substring(2) + "\"";
        String almost = text.substring(0, text.length() - 2) + "!\"";
        String sid = trial.sid();
        trial.a().set(sid, text, trial.inAnHour());
        trial.expect("the same text", trial.b().get(sid).equals(present(text)), "another one");
        if (trial.a().store().conditionalWrites().isPresent()) {
            trial.expect(WriteOutcome.CHANGED, trial.b().replace(sid, almost, TEXT, trial.inAnHour()));
            trial.expect(WriteOutcome.WRITTEN, trial.b().replace(sid, text, almost, trial.inAnHour()));
            trial.expect("the same text", trial.a().get(sid).equals(present(almost)), "another one");
        }
    }

    @Rule(
            id = "VALUE-6",
            says = "a short text that follows a long one is not followed by the rest of it",
            because = "the rest may be another user's data")
    default void shortAfterLong(RuleContext trial) {
        String sid = trial.sid();
        for (int length : new int[] {100_000, 10_000, 1_000, 100, 10, 1}) {
            String text = "\"" + "x".repeat(length) + "\"";
            trial.a().set(sid, text, trial.inAnHour());
            trial.expect(present(text), trial.b().get(sid));
        }
    }

    @Rule(
            id = "VALUE-7",
            needs = CONDITIONAL_WRITES,
            says = "create and replace keep texts as set does",
            because = "the session layer writes with these")
    default void conditionalWritesKeepTexts(RuleContext trial) {
        String escapes = "{\"e\":\"\\u00e9\\\\ 'é' \\\" 😀\",\"n\":1.0} ";
        String sid = trial.sid();
        trial.a().create(sid, escapes, trial.inAnHour());
        trial.expect(present(escapes), trial.b().get(sid));
        String other = escapes + "\n";
        trial.expect(WriteOutcome.WRITTEN, trial.b().replace(sid, escapes, other, trial.inAnHour()));
        trial.expect(present(other), trial.a().get(sid));
    }

    private static void expectKept(RuleContext trial, List<String> texts) {
        String sid = trial.sid();
        for (String text : texts) {
            trial.a().set(sid, text, trial.inAnHour());
            trial.expect(present(text), trial.b().get(sid));
            trial.a().touch(sid, trial.inAnHour());
            trial.expect(present(text), trial.a().get(sid));
        }
    }

    /** All that JSON allows unescaped inside a string. */
    private static String allCharacters(int begin, int end) {
        StringBuilder all = new StringBuilder();
        for (int c = Math.max(begin, ' '); c < end; c++) {
            boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (c != '"' && c != '\\' && !surrogate) {
                all.appendCodePoint(c);
            }
        }
        return all.toString();
    }

    private static String difference(String text, String got) {
        int at = 0;
        while (at < Math.min(text.length(), got.length()) && text.charAt(at) == got.charAt(at)) {
            at++;
        }
        String wanted = at < text.length() ? "U+" + Integer.toHexString(text.codePointAt(at)) : "the end";
        String there = at < got.length() ? "U+" + Integer.toHexString(got.codePointAt(at)) : "the end";
        return there + " in place of " + wanted;
    }
}
