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

/** When {@code create} writes, and what it leaves alone. */
interface CreateRules {

    @Rule(
            id = "CREATE-1",
            needs = CONDITIONAL_WRITES,
            says = "create writes text and expiry where there is no session, and answers true",
            because = "the first save of a new session is a create")
    default void createWrites(RuleContext context) {
        String sid = context.sid();
        context.expect(true, context.a().create(sid, TEXT, context.inAnHour()));
        context.expect(present(TEXT), context.b().get(sid));
        context.advance(Duration.ofMinutes(50));
        context.expect(present(TEXT), context.a().get(sid));
        context.advanceBeyond(Duration.ofMinutes(10));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "CREATE-2",
            needs = CONDITIONAL_WRITES,
            says = "a live session is never taken over: create answers false and changes neither text nor expiry",
            because =
                    "a visitor whose id collides, or an attacker who guesses one, must not get another user's session")
    default void createNeverTakesOver(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(false, context.b().create(sid, OTHER, context.in(HOUR.multipliedBy(2))));
        context.expect(present(TEXT), context.b().get(sid));
        context.expect(present(TEXT), context.a().get(sid));
        context.advanceBeyond(HOUR);
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "CREATE-3",
            needs = CONDITIONAL_WRITES,
            says = "an expired, unswept record does not block create",
            because =
                    "otherwise an id is unusable until a sweep, and the first save of a session fails for no visible reason")
    default void createWritesOverAnExpiredLeftover(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.expect(true, context.b().create(sid, OTHER, context.inAnHour()));
        context.expect(present(OTHER), context.a().get(sid));
        context.expect(false, context.a().create(sid, TEXT, context.inAnHour()));
        context.expect(present(OTHER), context.b().get(sid));
    }

    @Rule(
            id = "CREATE-4",
            needs = CONDITIONAL_WRITES,
            says = "create works again after destroy",
            because = "an id that was destroyed is unknown, not forbidden")
    default void createWorksAfterDestroy(RuleContext context) {
        String sid = context.sid();
        context.a().create(sid, TEXT, context.inAnHour());
        context.a().destroy(sid);
        context.expect(true, context.b().create(sid, OTHER, context.inAnHour()));
        context.expect(present(OTHER), context.a().get(sid));
    }

    @Rule(
            id = "CREATE-5",
            needs = CONDITIONAL_WRITES,
            says = "create with an expiry already past answers as usual, and leaves what there was",
            because =
                    "a session past its absolute lifetime must not be kept at its first save, and must not remove another")
    default void createInThePastLeavesNothing(RuleContext context) {
        String unknown = context.sid();
        context.expect(true, context.a().create(unknown, TEXT, context.past()));
        context.expect(absent(), context.a().get(unknown));
        context.expect(true, context.a().create(unknown, TEXT, context.past()));
        String live = context.sid();
        context.a().set(live, TEXT, context.inAnHour());
        context.expect(false, context.a().create(live, OTHER, context.past()));
        context.expect(present(TEXT), context.b().get(live));
    }

    @Rule(
            id = "CREATE-6",
            needs = CONDITIONAL_WRITES,
            says = "create refuses the same arguments as set, and writes nothing",
            because = "an argument that one write refuses must not get in by another")
    default void createRefusesBadArguments(RuleContext context) {
        for (String sid : REFUSED_SIDS) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().create(sid, TEXT, context.inAnHour()));
        }
        String sid = context.sid();
        for (String text : REFUSED_TEXTS) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().create(sid, text, context.inAnHour()));
        }
        context.expectThrown(NullPointerException.class, () -> context.a().create(nothing(), TEXT, context.inAnHour()));
        context.expectThrown(NullPointerException.class, () -> context.a().create(sid, nothing(), context.inAnHour()));
        context.expectThrown(NullPointerException.class, () -> context.a().create(sid, TEXT, nothing()));
        context.expect(absent(), context.a().get(sid));
    }
}
