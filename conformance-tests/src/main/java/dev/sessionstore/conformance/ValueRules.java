package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.WriteOutcome;
import java.util.List;

/** Which texts come back unchanged: all of JSON, character by character. */
interface ValueRules {

    @Rule(
            id = "VALUE-1",
            says = "any JSON text is kept as it is: zero, empty text and object, null, false, lists",
            because = "a store that takes 0 or \"\" for nothing loses sessions",
            source = "RFC 8259, section 2")
    default void smallTextsAreKept(RuleContext context) {
        expectKept(context, List.of("0", "\"\"", "{}", "null", "false", "[]", "-0", "\"x\"", "[[],{}]", "{\"\":\"\"}"));
    }

    @Rule(
            id = "VALUE-2",
            says = "the text is not parsed: order of members, repeated ones, spaces, number formats and escapes stay",
            because = "Node and Java compare what they wrote; a reformatted text counts as changed",
            source = "JSON.stringify as express-session's stores write it; RFC 8259, sections 4, 6 and 7")
    default void textsAreNotParsed(RuleContext context) {
        expectKept(
                context,
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
            says = "texts with the special characters of other languages are kept",
            because = "form input ends up in the session; it must be neither executed nor changed")
    default void specialCharactersAreKept(RuleContext context) {
        expectKept(
                context,
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
            because = "sessions contain names and emoji, and a database's three-byte \"utf8\" truncates them",
            source = "MySQL's utf8mb3; Unicode's definition of a scalar value")
    default void everyCharacterIsKept(RuleContext context) {
        int block = 0x8000;
        String sid = context.sid();
        for (int begin = 0; begin <= Character.MAX_CODE_POINT; begin += block) {
            String text = "\"" + allCharacters(begin, begin + block) + "\"";
            context.a().set(sid, text, context.inAnHour());
            String got = context.b().get(sid).orElse("");
            context.expect(
                    "U+" + Integer.toHexString(begin) + " and what follows unchanged",
                    got.equals(text),
                    difference(text, got));
        }
    }

    @Rule(
            id = "VALUE-5",
            says = "a text of one MiB is kept",
            because = "a store with a smaller limit should declare it, not truncate texts",
            source = "MySQL's TEXT ends at 64 KiB")
    default void oneMebibyteIsKept(RuleContext context) {
        String text = "\"" + "0123456789abcdef".repeat(65_536).substring(2) + "\"";
        String almost = text.substring(0, text.length() - 2) + "!\"";
        String sid = context.sid();
        context.a().set(sid, text, context.inAnHour());
        context.expect("the same text", context.b().get(sid).equals(present(text)), "another one");
        if (context.a().store().conditionalWrites().isPresent()) {
            context.expect(WriteOutcome.CHANGED, context.b().replace(sid, almost, TEXT, context.inAnHour()));
            context.expect(WriteOutcome.WRITTEN, context.b().replace(sid, text, almost, context.inAnHour()));
            context.expect("the same text", context.a().get(sid).equals(present(almost)), "another one");
        }
    }

    @Rule(
            id = "VALUE-6",
            says = "a short text that replaces a long one is not followed by its rest",
            because = "the rest may be another user's data")
    default void shortAfterLong(RuleContext context) {
        String sid = context.sid();
        for (int length : new int[] {100_000, 10_000, 1_000, 100, 10, 1}) {
            String text = "\"" + "x".repeat(length) + "\"";
            context.a().set(sid, text, context.inAnHour());
            context.expect(present(text), context.b().get(sid));
        }
    }

    @Rule(
            id = "VALUE-7",
            needs = CONDITIONAL_WRITES,
            says = "create and replace keep texts as set does",
            because = "the session layer writes with these")
    default void conditionalWritesKeepTexts(RuleContext context) {
        String escapes = "{\"e\":\"\\u00e9\\\\ 'é' \\\" 😀\",\"n\":1.0} ";
        String sid = context.sid();
        context.a().create(sid, escapes, context.inAnHour());
        context.expect(present(escapes), context.b().get(sid));
        String other = escapes + "\n";
        context.expect(WriteOutcome.WRITTEN, context.b().replace(sid, escapes, other, context.inAnHour()));
        context.expect(present(other), context.a().get(sid));
    }

    private static void expectKept(RuleContext context, List<String> texts) {
        String sid = context.sid();
        for (String text : texts) {
            context.a().set(sid, text, context.inAnHour());
            context.expect(present(text), context.b().get(sid));
            context.a().touch(sid, context.inAnHour());
            context.expect(present(text), context.a().get(sid));
        }
    }

    /** All characters that JSON allows unescaped inside a string. */
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
