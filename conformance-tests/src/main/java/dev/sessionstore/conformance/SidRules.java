package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import java.util.ArrayList;
import java.util.List;

/** Which ids are distinct. A store may refuse an unusual one, but not take it for another. */
interface SidRules {

    @Rule(
            id = "SID-1",
            says = "letters, digits and the signs of usual ids are accepted, from 1 to 128 characters",
            because = "these are the ids that session layers make: base64url, hex, UUID, with prefixes",
            source = "uid-safe, UUID (RFC 9562), base64url (RFC 4648)")
    default void usualIdsAreAccepted(RuleContext context) {
        List<String> sids = List.of(
                "a",
                "Z",
                "0",
                "-_.~",
                "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
                "5d1f6d4e-1b3c-4a5e-9f00-123456789abc",
                "app:user:5d1f6d4e",
                "x".repeat(128));
        for (String sid : sids) {
            context.a().set(sid, "\"" + sid + "\"", context.inAnHour());
        }
        for (String sid : sids) {
            context.expect(present("\"" + sid + "\""), context.b().get(sid));
            context.expect(true, context.b().touch(sid, context.inAnHour()));
            context.expect(true, context.a().destroy(sid));
        }
    }

    @Rule(
            id = "SID-2",
            says = "ids that differ in case only are different",
            because =
                    "much of a base64 id's randomness is in its case; a store that ignores it gives users others' sessions",
            source = "MySQL's collations ending in _ci")
    default void caseCounts(RuleContext context) {
        String sid = context.sid();
        expectApart(context, List.of(sid + "abc", sid + "ABC", sid + "Abc"));
    }

    @Rule(
            id = "SID-3",
            says = "ids that differ in accents, in their Unicode form or in look-alikes are different, or refused",
            because = "accounts are taken over when two texts count as the same because they look alike",
            source = "MySQL's and PostgreSQL's collations; Unicode normalization (UAX #15)")
    default void accentsCount(RuleContext context) {
        String sid = context.sid();
        expectApart(
                context,
                List.of(
                        sid + "e",
                        sid + "é",
                        sid + "e\u0301",
                        sid + "ê",
                        sid + "ss",
                        sid + "ß",
                        sid + "ﬁ",
                        sid + "fi",
                        sid + "i",
                        sid + "ı",
                        sid + "İ",
                        sid + "I",
                        sid + "а",
                        sid + "a",
                        sid + "ａ",
                        sid + "Å",
                        sid + "\u212b",
                        sid + "😀",
                        sid + "😁",
                        sid + "\u200b",
                        sid + "\ufeff",
                        sid));
    }

    @Rule(
            id = "SID-4",
            says = "ids that differ in spaces at their ends are different, or refused",
            because = "SQL compares padded texts as equal, so \"x\" and \"x \" would be one session",
            source = "MySQL's PAD SPACE collations; CHAR columns")
    default void spacesCount(RuleContext context) {
        String sid = context.sid();
        expectApart(
                context,
                List.of(sid, sid + " ", sid + "  ", " " + sid, sid + "\t", sid + "\n", sid + "\r\n", sid + "\u00a0"));
    }

    @Rule(
            id = "SID-5",
            says = "long ids that differ in their last character only are different",
            because = "a column that is too short truncates them to the same id")
    default void theLastCharacterCounts(RuleContext context) {
        String sid = context.sid() + "x".repeat(128);
        expectApart(context, List.of(sid.substring(0, 127), sid.substring(0, 127) + "a", sid.substring(0, 127) + "b"));
        String wide = "é".repeat(127);
        expectApart(context, List.of(wide + "a", wide + "b", "😀".repeat(63) + "ab", "😀".repeat(63) + "ac"));
    }

    @Rule(
            id = "SID-6",
            says = "wildcards, quotes, paths and control characters in an id are plain characters, or refused",
            because = "the sid comes from the client: it must never be used as a pattern, a path or a command")
    default void specialCharactersAreOrdinary(RuleContext context) {
        String victim = context.sid();
        context.a().set(victim, TEXT, context.inAnHour());
        String start = victim.substring(0, victim.length() - 1);
        List<String> sids = List.of(
                "*",
                "?",
                start + "*",
                start + "?",
                start + "%",
                start + "_",
                start + "[0-9]",
                "\\",
                victim + "\\",
                "'",
                "\"",
                "' OR '1'='1",
                victim + "'; DELETE FROM sessions; --",
                "../" + victim,
                "./" + victim,
                "/" + victim,
                victim + "/",
                victim + "/.",
                ".",
                "..",
                "con",
                "a/b",
                "a\\b",
                "{" + victim + "}",
                victim + "\r\nDEL x",
                "\u0001",
                "\u001f",
                "\u007f",
                victim + "\u0008",
                "%00",
                "%2e%2e",
                "$1",
                "${x}",
                ":",
                "sess:" + victim);
        expectApart(context, sids);
        context.expect(present(TEXT), context.b().get(victim));
    }

    /** Writes, reads and destroys each: none may affect another. One that is refused has to be absent. */
    private static void expectApart(RuleContext context, List<String> sids) {
        List<String> accepted = new ArrayList<>();
        for (String sid : sids) {
            try {
                context.a().set(sid, text(sids, sid), context.inAnHour());
                accepted.add(sid);
            } catch (IllegalArgumentException refused) {
                context.expect(absent(), context.a().get(sid));
                context.expectThrown(
                        IllegalArgumentException.class, () -> context.a().touch(sid, context.inAnHour()));
                context.expectThrown(
                        IllegalArgumentException.class, () -> context.a().destroy(sid));
            }
        }
        for (String sid : accepted) {
            context.expect(present(text(sids, sid)), context.b().get(sid));
        }
        for (String sid : accepted) {
            context.expect(true, context.b().destroy(sid));
            context.expect(absent(), context.a().get(sid));
        }
    }

    private static String text(List<String> sids, String sid) {
        return String.valueOf(sids.indexOf(sid));
    }
}
