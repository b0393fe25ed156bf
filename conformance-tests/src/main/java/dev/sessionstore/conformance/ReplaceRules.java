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

/** What {@code replace} compares and which of three outcomes it tells. */
interface ReplaceRules {

    @Rule(
            id = "REPLACE-1",
            needs = CONDITIONAL_WRITES,
            says = "replace writes text and expiry where the expected text is there, and answers WRITTEN",
            because = "every save of a loaded session goes this way")
    default void replaceWrites(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(WRITTEN, trial.b().replace(sid, TEXT, OTHER, trial.in(HOUR.multipliedBy(2))));
        trial.expect(present(OTHER), trial.a().get(sid));
        trial.advance(Duration.ofMinutes(100));
        trial.expect(present(OTHER), trial.a().get(sid));
        trial.advanceBeyond(Duration.ofMinutes(20));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "REPLACE-2",
            needs = CONDITIONAL_WRITES,
            says = "replace answers CHANGED where another text is there, and changes neither text nor expiry",
            because = "what another request saved meanwhile must not be lost; the session layer loads it and merges")
    default void replaceNoticesAChange(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(CHANGED, trial.b().replace(sid, "{}", OTHER, trial.in(HOUR.multipliedBy(2))));
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.advanceBeyond(HOUR);
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "REPLACE-3",
            needs = CONDITIONAL_WRITES,
            says = "replace answers GONE where there is no session, and creates none",
            because = "a request that ends after the logout must not bring the session back",
            source = "connect-redis #328 and the javadoc of ConditionalWrites.replace")
    default void replaceNeverCreates(RuleContext trial) {
        String unknown = trial.sid();
        trial.expect(GONE, trial.a().replace(unknown, TEXT, OTHER, trial.inAnHour()));
        trial.expect(absent(), trial.a().get(unknown));
        String destroyed = trial.sid();
        trial.a().set(destroyed, TEXT, trial.inAnHour());
        trial.b().destroy(destroyed);
        trial.expect(GONE, trial.a().replace(destroyed, TEXT, OTHER, trial.inAnHour()));
        trial.expect(absent(), trial.b().get(destroyed));
    }

    @Rule(
            id = "REPLACE-4",
            needs = CONDITIONAL_WRITES,
            says = "replace answers GONE where the session is expired, and does not revive it",
            because = "a session must not outlive its expiry because a request was slow")
    default void replaceDoesNotRevive(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.expect(GONE, trial.a().replace(sid, TEXT, OTHER, trial.inAnHour()));
        trial.expect(absent(), trial.a().get(sid));
        trial.expect(GONE, trial.b().replace(sid, "{}", OTHER, trial.inAnHour()));
        trial.expect(absent(), trial.b().get(sid));
    }

    @Rule(
            id = "REPLACE-5",
            needs = CONDITIONAL_WRITES,
            says = "the comparison is exact: case, accents, spaces, escapes, number formats and order all count",
            because =
                    "a database's collation, or a comparison of JSON by meaning, takes two saves for the same and loses one",
            source = "MySQL's and PostgreSQL's collations; the javadoc of ConditionalWrites.replace")
    default void replaceComparesExactly(RuleContext trial) {
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
        String sid = trial.sid();
        trial.a().set(sid, text, trial.inAnHour());
        for (String other : almost) {
            trial.expect(CHANGED, trial.a().replace(sid, other, "{}", trial.inAnHour()));
        }
        trial.expect(present(text), trial.a().get(sid));
        trial.expect(WRITTEN, trial.a().replace(sid, text, "{}", trial.inAnHour()));
    }

    @Rule(
            id = "REPLACE-6",
            needs = CONDITIONAL_WRITES,
            says = "replace with an expiry already past compares as usual, and removes where it would have written",
            because = "ending a session must not end what another request has made of it meanwhile")
    default void replaceInThePastComparesThenRemoves(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(CHANGED, trial.a().replace(sid, "{}", OTHER, trial.past()));
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.expect(WRITTEN, trial.a().replace(sid, TEXT, OTHER, trial.past()));
        trial.expect(absent(), trial.b().get(sid));
        trial.expect(GONE, trial.a().replace(sid, TEXT, OTHER, trial.past()));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "REPLACE-7",
            needs = CONDITIONAL_WRITES,
            says = "replacing a text by the same text is WRITTEN and moves the expiry",
            because =
                    "a database that counts changed rows only would call it CHANGED, and the session layer would merge for ever",
            source = "MySQL's affected rows; the javadoc of ConditionalWrites.replace")
    default void replaceByTheSameTextMovesTheExpiry(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(WRITTEN, trial.a().replace(sid, TEXT, TEXT, trial.in(HOUR.multipliedBy(2))));
        trial.expect(WRITTEN, trial.b().replace(sid, TEXT, TEXT, trial.in(HOUR.multipliedBy(2))));
        trial.expect(WRITTEN, trial.b().replace(sid, TEXT, TEXT, trial.in(HOUR.multipliedBy(2))));
        trial.advance(Duration.ofMinutes(100));
        trial.expect(present(TEXT), trial.a().get(sid));
    }

    @Rule(
            id = "REPLACE-8",
            needs = CONDITIONAL_WRITES,
            says = "only the text counts: a touch in between is no change",
            because = "another tab's request that only read would make every save a conflict")
    default void aTouchIsNoChange(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.b().touch(sid, trial.in(HOUR.multipliedBy(3)));
        trial.expect(WRITTEN, trial.a().replace(sid, TEXT, OTHER, trial.inAnHour()));
        trial.expect(present(OTHER), trial.b().get(sid));
        trial.advanceBeyond(HOUR);
        trial.expect(absent(), trial.b().get(sid));
    }

    @Rule(
            id = "REPLACE-9",
            needs = CONDITIONAL_WRITES,
            says = "replace changes this session only",
            because = "users whose sessions hold the same text are still different users")
    default void replaceChangesThisSessionOnly(RuleContext trial) {
        String replaced = trial.sid();
        String other = trial.sid();
        trial.a().set(replaced, TEXT, trial.inAnHour());
        trial.a().set(other, TEXT, trial.inAnHour());
        trial.a().replace(replaced, TEXT, OTHER, trial.inAnHour());
        trial.expect(present(TEXT), trial.b().get(other));
    }

    @Rule(
            id = "REPLACE-10",
            needs = CONDITIONAL_WRITES,
            says = "replace refuses the same arguments as set, the expected text included, and writes nothing",
            because = "a check that only one of the writes makes is none")
    default void replaceRefusesBadArguments(RuleContext trial) {
        for (String sid : REFUSED_SIDS) {
            trial.expectThrown(
                    IllegalArgumentException.class, () -> trial.a().replace(sid, TEXT, OTHER, trial.inAnHour()));
        }
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        for (String bad : REFUSED_TEXTS) {
            trial.expectThrown(
                    IllegalArgumentException.class, () -> trial.a().replace(sid, TEXT, bad, trial.inAnHour()));
            trial.expectThrown(
                    IllegalArgumentException.class, () -> trial.a().replace(sid, bad, OTHER, trial.inAnHour()));
        }
        trial.expectThrown(
                NullPointerException.class, () -> trial.a().replace(nothing(), TEXT, OTHER, trial.inAnHour()));
        trial.expectThrown(
                NullPointerException.class, () -> trial.a().replace(sid, nothing(), OTHER, trial.inAnHour()));
        trial.expectThrown(NullPointerException.class, () -> trial.a().replace(sid, TEXT, nothing(), trial.inAnHour()));
        trial.expectThrown(NullPointerException.class, () -> trial.a().replace(sid, TEXT, OTHER, nothing()));
        trial.expect(present(TEXT), trial.a().get(sid));
    }
}
