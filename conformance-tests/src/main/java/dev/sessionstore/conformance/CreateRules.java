package dev.sessionstore.conformance;

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

/** What {@code create} writes only where nothing is. */
interface CreateRules {

    @Rule(
            id = "CREATE-1",
            needs = CONDITIONAL_WRITES,
            says = "create writes text and expiry where there is no session, and answers true",
            because = "every first save of a new session goes this way")
    default void createWrites(RuleContext trial) {
        String sid = trial.sid();
        trial.expect(true, trial.a().create(sid, TEXT, trial.inAnHour()));
        trial.expect(present(TEXT), trial.b().get(sid));
        trial.advance(Duration.ofMinutes(50));
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.advanceBeyond(Duration.ofMinutes(10));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "CREATE-2",
            needs = CONDITIONAL_WRITES,
            says = "a live session is never taken over: create answers false and changes neither text nor expiry",
            because =
                    "two visitors whose ids collide, or an attacker who guesses one, must not get each other's session")
    default void createNeverTakesOver(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(false, trial.b().create(sid, OTHER, trial.in(HOUR.multipliedBy(2))));
        trial.expect(present(TEXT), trial.b().get(sid));
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.advanceBeyond(HOUR);
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "CREATE-3",
            needs = CONDITIONAL_WRITES,
            says = "what is left of an expired session is no obstacle",
            because =
                    "else an id is unusable until a sweeper comes by, and the first save of a session fails for no visible reason")
    default void createWritesOverAnExpiredLeftover(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.expect(true, trial.b().create(sid, OTHER, trial.inAnHour()));
        trial.expect(present(OTHER), trial.a().get(sid));
        trial.expect(false, trial.a().create(sid, TEXT, trial.inAnHour()));
        trial.expect(present(OTHER), trial.b().get(sid));
    }

    @Rule(
            id = "CREATE-4",
            needs = CONDITIONAL_WRITES,
            says = "create works again after destroy",
            because = "an id that was destroyed is unknown, not forbidden")
    default void createWorksAfterDestroy(RuleContext trial) {
        String sid = trial.sid();
        trial.a().create(sid, TEXT, trial.inAnHour());
        trial.a().destroy(sid);
        trial.expect(true, trial.b().create(sid, OTHER, trial.inAnHour()));
        trial.expect(present(OTHER), trial.a().get(sid));
    }

    @Rule(
            id = "CREATE-5",
            needs = CONDITIONAL_WRITES,
            says = "create with an expiry already past answers as usual, and leaves what there was",
            because =
                    "a session whose absolute lifetime is over when it is first saved must not stay, and must not remove another")
    default void createInThePastLeavesNothing(RuleContext trial) {
        String unknown = trial.sid();
        trial.expect(true, trial.a().create(unknown, TEXT, trial.past()));
        trial.expect(absent(), trial.a().get(unknown));
        trial.expect(true, trial.a().create(unknown, TEXT, trial.past()));
        String live = trial.sid();
        trial.a().set(live, TEXT, trial.inAnHour());
        trial.expect(false, trial.a().create(live, OTHER, trial.past()));
        trial.expect(present(TEXT), trial.b().get(live));
    }

    @Rule(
            id = "CREATE-6",
            needs = CONDITIONAL_WRITES,
            says = "create refuses the same arguments as set, and writes nothing",
            because = "a check that only one of the writes makes is none")
    default void createRefusesBadArguments(RuleContext trial) {
        for (String sid : REFUSED_SIDS) {
            trial.expectThrown(IllegalArgumentException.class, () -> trial.a().create(sid, TEXT, trial.inAnHour()));
        }
        String sid = trial.sid();
        for (String text : REFUSED_TEXTS) {
            trial.expectThrown(IllegalArgumentException.class, () -> trial.a().create(sid, text, trial.inAnHour()));
        }
        trial.expectThrown(NullPointerException.class, () -> trial.a().create(nothing(), TEXT, trial.inAnHour()));
        trial.expectThrown(NullPointerException.class, () -> trial.a().create(sid, nothing(), trial.inAnHour()));
        trial.expectThrown(NullPointerException.class, () -> trial.a().create(sid, TEXT, nothing()));
        trial.expect(absent(), trial.a().get(sid));
    }
}
