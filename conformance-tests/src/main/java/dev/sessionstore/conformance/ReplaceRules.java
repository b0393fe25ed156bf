package dev.sessionstore.conformance;

import static dev.sessionstore.WriteOutcome.CHANGED;
import static dev.sessionstore.WriteOutcome.GONE;
import static dev.sessionstore.WriteOutcome.WRITTEN;
import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.REFUSED_TEXTS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;
import java.util.List;

/** What {@code replace} compares, and which of three outcomes it answers. */
interface ReplaceRules {

    @Rule(
            id = "REPLACE-1",
            needs = CONDITIONAL_WRITES,
            says = "replace writes text and expiry where the expected text is there, and answers WRITTEN",
            because = "every save of a loaded session is a replace")
    default void replaceWrites(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(WRITTEN, context.b().replace(sid, TEXT, OTHER, context.in(HOUR.multipliedBy(2))));
        context.expect(present(OTHER), context.a().get(sid));
        context.advance(Duration.ofMinutes(100));
        context.expect(present(OTHER), context.a().get(sid));
        context.advanceBeyond(Duration.ofMinutes(20));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "REPLACE-2",
            needs = CONDITIONAL_WRITES,
            says = "replace answers CHANGED where another text is there, and changes neither text nor expiry",
            because = "what another request saved must not be lost; the session layer loads it and merges")
    default void replaceNoticesAChange(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(CHANGED, context.b().replace(sid, "{}", OTHER, context.in(HOUR.multipliedBy(2))));
        context.expect(present(TEXT), context.a().get(sid));
        context.advanceBeyond(HOUR);
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "REPLACE-3",
            needs = CONDITIONAL_WRITES,
            says = "replace answers GONE where there is no session, and creates none",
            because = "a request that ends after the logout must not bring the session back",
            source = "connect-redis #328 and the javadoc of ConditionalWrites.replace")
    default void replaceNeverCreates(RuleContext context) {
        String unknown = context.sid();
        context.expect(GONE, context.a().replace(unknown, TEXT, OTHER, context.inAnHour()));
        context.expect(absent(), context.a().get(unknown));
        String destroyed = context.sid();
        context.a().set(destroyed, TEXT, context.inAnHour());
        context.b().destroy(destroyed);
        context.expect(GONE, context.a().replace(destroyed, TEXT, OTHER, context.inAnHour()));
        context.expect(absent(), context.b().get(destroyed));
    }

    @Rule(
            id = "REPLACE-4",
            needs = CONDITIONAL_WRITES,
            says = "replace answers GONE where the session is expired, and does not revive it",
            because = "a session must not outlive its expiry because a request was slow")
    default void replaceDoesNotRevive(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.expect(GONE, context.a().replace(sid, TEXT, OTHER, context.inAnHour()));
        context.expect(absent(), context.a().get(sid));
        context.expect(GONE, context.b().replace(sid, "{}", OTHER, context.inAnHour()));
        context.expect(absent(), context.b().get(sid));
    }

    @Rule(
            id = "REPLACE-5",
            needs = CONDITIONAL_WRITES,
            says = "the comparison is exact: case, accents, spaces, escapes, number formats and order all count",
            because =
                    "a database's collation, or a comparison of JSON by meaning, takes two saves for the same and loses one",
            source = "MySQL's and PostgreSQL's collations; the javadoc of ConditionalWrites.replace")
    default void replaceComparesExactly(RuleContext context) {
        String text = "{\"name\":\"Zoé\",\"n\":1,\"m\":2}";
        List<String> almost = List.of(
                "{\"name\":\"zoé\",\"n\":1,\"m\":2}",
                "{\"name\":\"Zoe\",\"n\":1,\"m\":2}",
                "{\"name\":\"Zoe\u0301\",\"n\":1,\"m\":2}",
                "{\"name\":\"Zo\\u00e9\",\"n\":1,\"m\":2}",
                "{\"name\":\"Zoé \",\"n\":1,\"m\":2}",
                "{\"name\":\"Zoé\",\"n\":1,\"m\":2} ",
                " {\"name\":\"Zoé\",\"n\":1,\"m\":2}",
                "{\"name\":\"Zoé\",\"n\":1.0,\"m\":2}",
                "{\"name\":\"Zoé\",\"m\":2,\"n\":1}",
                "{\"name\":\"Zoé\",\"n\":1}");
        String sid = context.sid();
        context.a().set(sid, text, context.inAnHour());
        for (String other : almost) {
            context.expect(CHANGED, context.a().replace(sid, other, "{}", context.inAnHour()));
        }
        context.expect(present(text), context.a().get(sid));
        context.expect(WRITTEN, context.a().replace(sid, text, "{}", context.inAnHour()));
    }

    @Rule(
            id = "REPLACE-6",
            needs = CONDITIONAL_WRITES,
            says = "replace with an expiry already past compares as usual, and removes where it would have written",
            because = "ending a session must not remove a change that another request has made meanwhile")
    default void replaceInThePastComparesThenRemoves(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(CHANGED, context.a().replace(sid, "{}", OTHER, context.past()));
        context.expect(present(TEXT), context.a().get(sid));
        context.expect(WRITTEN, context.a().replace(sid, TEXT, OTHER, context.past()));
        context.expect(absent(), context.b().get(sid));
        context.expect(GONE, context.a().replace(sid, TEXT, OTHER, context.past()));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "REPLACE-7",
            needs = CONDITIONAL_WRITES,
            says = "replacing a text by the same text is WRITTEN and moves the expiry",
            because =
                    "a database that counts changed rows only would answer CHANGED, and the session layer would merge forever",
            source = "MySQL's affected rows; the javadoc of ConditionalWrites.replace")
    default void replaceByTheSameTextMovesTheExpiry(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(WRITTEN, context.a().replace(sid, TEXT, TEXT, context.in(HOUR.multipliedBy(2))));
        context.expect(WRITTEN, context.b().replace(sid, TEXT, TEXT, context.in(HOUR.multipliedBy(2))));
        context.expect(WRITTEN, context.b().replace(sid, TEXT, TEXT, context.in(HOUR.multipliedBy(2))));
        context.advance(Duration.ofMinutes(100));
        context.expect(present(TEXT), context.a().get(sid));
    }

    @Rule(
            id = "REPLACE-8",
            needs = CONDITIONAL_WRITES,
            says = "only the text counts: a touch in between is no change",
            because = "otherwise a read-only request of another tab makes every save a conflict")
    default void aTouchIsNoChange(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.b().touch(sid, context.in(HOUR.multipliedBy(3)));
        context.expect(WRITTEN, context.a().replace(sid, TEXT, OTHER, context.inAnHour()));
        context.expect(present(OTHER), context.b().get(sid));
        context.advanceBeyond(HOUR);
        context.expect(absent(), context.b().get(sid));
    }

    @Rule(
            id = "REPLACE-9",
            needs = CONDITIONAL_WRITES,
            says = "replace changes this session only",
            because = "users whose sessions hold the same text are still different users")
    default void replaceChangesThisSessionOnly(RuleContext context) {
        String replaced = context.sid();
        String other = context.sid();
        context.a().set(replaced, TEXT, context.inAnHour());
        context.a().set(other, TEXT, context.inAnHour());
        context.a().replace(replaced, TEXT, OTHER, context.inAnHour());
        context.expect(present(TEXT), context.b().get(other));
    }

    @Rule(
            id = "REPLACE-10",
            needs = CONDITIONAL_WRITES,
            says = "replace refuses the same arguments as set, the expected text included, and writes nothing",
            because = "an argument that one write refuses must not get in by another")
    default void replaceRefusesBadArguments(RuleContext context) {
        for (String sid : REFUSED_SIDS) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().replace(sid, TEXT, OTHER, context.inAnHour()));
        }
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        for (String bad : REFUSED_TEXTS) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().replace(sid, TEXT, bad, context.inAnHour()));
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().replace(sid, bad, OTHER, context.inAnHour()));
        }
        context.expectThrown(
                NullPointerException.class, () -> context.a().replace(nothing(), TEXT, OTHER, context.inAnHour()));
        context.expectThrown(
                NullPointerException.class, () -> context.a().replace(sid, nothing(), OTHER, context.inAnHour()));
        context.expectThrown(
                NullPointerException.class, () -> context.a().replace(sid, TEXT, nothing(), context.inAnHour()));
        context.expectThrown(NullPointerException.class, () -> context.a().replace(sid, TEXT, OTHER, nothing()));
        context.expect(present(TEXT), context.a().get(sid));
    }
}
