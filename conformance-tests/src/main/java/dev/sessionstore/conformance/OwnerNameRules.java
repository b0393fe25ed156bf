package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.OwnerRules.login;
import static dev.sessionstore.conformance.Requirement.OWNERS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreArguments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which owners and sids are distinct in the index. */
interface OwnerNameRules {

    @Rule(
            id = "OWNER-18",
            needs = OWNERS,
            says =
                    "owners that differ in case, spaces, accents, Unicode form, a prefix or the last of 1024 characters are"
                            + " different",
            because = "whoever logs out an account with a similar name must not log out others, nor see their devices",
            source = "the javadoc of dev.sessionstore.Owners")
    default void similarOwnersAreDifferent(RuleContext context) {
        String wide = "é".repeat(1023);
        expectApart(
                context,
                List.of(
                        "zoe",
                        "Zoe",
                        "ZOE",
                        "zoe ",
                        " zoe",
                        "zoe\t",
                        "zoe\n",
                        "zoe\u00a0",
                        "zoe\u200b",
                        "zo",
                        "zoee",
                        "zoé",
                        "zoe\u0301",
                        "zоe",
                        "ｚoe",
                        "ss",
                        "ß",
                        "i",
                        "ı",
                        "I",
                        "İ",
                        "Å",
                        "\u212b",
                        "😀",
                        "😁",
                        "7",
                        "07",
                        "7.0",
                        "1e3",
                        "1000",
                        "null",
                        "x".repeat(1024),
                        "x".repeat(1023),
                        "x".repeat(1023) + "y",
                        wide + "a",
                        wide + "b"));
    }

    @Rule(
            id = "OWNER-19",
            needs = OWNERS,
            says = "wildcards, quotes, separators and control characters in an owner are plain characters",
            because =
                    "an owner is often what a user typed at registration: it must never be used as a pattern or a path",
            source = "the javadoc of dev.sessionstore.Owners")
    default void specialCharactersInOwnersAreOrdinary(RuleContext context) {
        expectApart(
                context,
                List.of(
                        "zoe",
                        "*",
                        "?",
                        "z*",
                        "zo?",
                        "[z]oe",
                        "[^a]oe",
                        "z\\oe",
                        "zoe*",
                        "zoe%",
                        "zo_",
                        "%",
                        "'",
                        "\"",
                        "' OR '1'='1",
                        "zoe'; DELETE FROM sessions; --",
                        "../zoe",
                        "zoe/",
                        "{zoe}",
                        "zoe}",
                        "zoe:",
                        ":zoe",
                        "zoe:1",
                        "zoe\r\nFLUSHALL",
                        "\u0001",
                        "\u007f",
                        "zoe\u0001",
                        "$1",
                        "${zoe}",
                        "zoe|1",
                        "zoe,1",
                        StoreArguments.ownerDigest("zoe"),
                        StoreArguments.ownerDigest("zoe").substring(0, 32)));
    }

    @Rule(
            id = "OWNER-20",
            needs = OWNERS,
            says = "an entry is found by its sid and its owner, never by both put together",
            because = "of a name and an id with a colon between them nobody knows where the name ends",
            source = "the javadoc of dev.sessionstore.Owners")
    default void sidAndOwnerAreTwoThings(RuleContext context) {
        for (String separator : List.of(":", "|", "/", ",", "\n", "\u0001", " ", "x")) {
            String sid = context.sid();
            String longer = sid + separator + "b";
            if (!accepts(context, longer)) {
                continue;
            }
            context.a().set(sid, TEXT, context.inAnHour());
            context.a().bind(sid, "b" + separator + "c", context.inAnHour());
            context.expect(List.of(), context.b().sidsOf("c"));
            context.expect(false, context.b().unbind(longer, "c"));
            context.a().bind(longer, "c", context.inAnHour());
            context.expect(List.of(longer), context.b().sidsOf("c"));
            context.expect(List.of(sid), context.b().sidsOf("b" + separator + "c"));
            context.expect(1, context.b().destroyAll("c", Set.of(sid)));
            context.expect(List.of(sid), context.a().sidsOf("b" + separator + "c"));
        }
    }

    @Rule(
            id = "OWNER-21",
            needs = OWNERS,
            says = "bind takes the sids that set takes and keeps them apart as set does; it refuses the others",
            because =
                    "a session that cannot be bound is never listed, and one that is taken for another logs that one out",
            source = "the javadoc of dev.sessionstore.Owners")
    default void similarSidsAreDifferent(RuleContext context) {
        String sid = context.sid();
        List<String> sids = List.of(
                sid,
                sid + "A",
                sid + "a",
                sid + " ",
                " " + sid,
                sid + "é",
                sid + "e\u0301",
                sid + "*",
                sid + "?",
                sid + "%",
                sid + "_",
                sid + "'",
                sid + ":",
                sid + "\\",
                sid + "\n",
                "{" + sid + "}",
                "*",
                "1",
                "01",
                "(1",
                "[1",
                "1.0",
                "-inf",
                "owner:" + sid,
                "x".repeat(127) + "y",
                "x".repeat(128));
        List<String> accepted = new ArrayList<>();
        for (String each : sids) {
            if (accepts(context, each)) {
                context.a().bind(each, "zoe", context.inAnHour());
                accepted.add(each);
            } else {
                context.expectThrown(
                        IllegalArgumentException.class, () -> context.a().bind(each, "zoe", context.inAnHour()));
                context.expectThrown(
                        IllegalArgumentException.class, () -> context.a().unbind(each, "zoe"));
            }
        }
        context.expect(new HashSet<>(accepted), new HashSet<>(context.b().sidsOf("zoe")));
        context.expect(accepted.size(), context.a().sidsOf("zoe").size());
        while (accepted.size() > 5) {
            String unbound = accepted.remove(accepted.size() / 2);
            context.expect(true, context.b().unbind(unbound, "zoe"));
            context.expect(new HashSet<>(accepted), new HashSet<>(context.a().sidsOf("zoe")));
        }
        String kept = accepted.get(0);
        context.expect(accepted.size() - 1, context.b().destroyAll("zoe", Set.of(kept)));
        context.expect(List.of(kept), context.a().sidsOf("zoe"));
        context.expect(present(TEXT), context.a().get(kept));
    }

    @Rule(
            id = "OWNER-22",
            needs = OWNERS,
            says = "a session whose id looks like a record of the index is a session like any other",
            because = "the sid comes from the client: it must not reach what the store keeps for itself",
            source = "the javadoc of dev.sessionstore.Owners")
    default void theIndexIsOutOfReach(RuleContext context) {
        String listed = login(context, context.a(), "zoe");
        String digest = StoreArguments.ownerDigest("zoe");
        for (String prefix : List.of("", "owner:", "owners:", "owner-", "o:", "index:", "zoe:", ":", "{owner}:")) {
            for (String name : List.of(digest, "{" + digest + "}", "zoe", "")) {
                String sid = prefix + name;
                if (!sid.isEmpty() && accepts(context, sid)) {
                    context.expect(present(TEXT), context.b().get(sid));
                    context.expect(true, context.b().touch(sid, context.inAnHour()));
                    context.expect(true, context.b().destroy(sid));
                    context.expect(absent(), context.a().get(sid));
                }
            }
        }
        context.expect(List.of(listed), context.b().sidsOf("zoe"));
    }

    /** One session for each, listed for it alone, unbound and destroyed for it alone. */
    private static void expectApart(RuleContext context, List<String> owners) {
        Map<String, String> sids = new LinkedHashMap<>();
        owners.forEach(owner -> sids.put(owner, login(context, context.a(), owner)));
        sids.forEach((owner, sid) -> context.expect(List.of(sid), context.b().sidsOf(owner)));
        List<String> ended = new ArrayList<>();
        sids.forEach((owner, sid) -> {
            context.expect(false, context.a().unbind(sid, owner.equals("zoe") ? "nobody" : "zoe"));
            if (ended.size() % 2 == 0) {
                context.expect(true, context.b().unbind(sid, owner));
                context.expect(present(TEXT), context.a().silently().get(sid));
            } else {
                context.expect(1, context.b().destroyAll(owner, Set.of()));
            }
            ended.add(owner);
            sids.forEach((other, itsSid) -> context.expect(
                    ended.contains(other) ? List.of() : List.of(itsSid),
                    context.a().silently().sidsOf(other)));
        });
    }

    /** Writes a session unless the store refuses its sid. */
    private static boolean accepts(RuleContext context, String sid) {
        try {
            context.a().set(sid, TEXT, context.inAnHour());
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
