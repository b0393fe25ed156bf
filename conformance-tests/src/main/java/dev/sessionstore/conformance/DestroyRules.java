package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

/** What {@code destroy} removes and what it answers. */
interface DestroyRules {

    @Rule(
            id = "DESTROY-1",
            says = "destroy removes a session at every node and answers true",
            because = "a logout has to work at whichever node the next request arrives")
    default void destroyRemoves(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.b().get(sid);
        context.expect(true, context.a().destroy(sid));
        context.expect(absent(), context.b().get(sid));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "DESTROY-2",
            says = "destroying twice is no error, and answers false the second time",
            because = "two tabs that log out at once must both succeed, and only one of them ended the session")
    default void destroyIsIdempotent(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().destroy(sid);
        context.expect(false, context.b().destroy(sid));
        context.expect(absent(), context.b().get(sid));
    }

    @Rule(
            id = "DESTROY-3",
            says = "destroying an unknown session answers false",
            because =
                    "the session layer undoes a regenerated session when the old one was already gone; it needs this answer")
    default void destroyOfNothingAnswersFalse(RuleContext context) {
        context.expect(false, context.a().destroy(context.sid()));
    }

    @Rule(
            id = "DESTROY-4",
            says = "destroy removes this session only",
            because = "one user's logout must not log out another user")
    default void destroyRemovesThisSessionOnly(RuleContext context) {
        String destroyed = context.sid();
        String longer = destroyed + "-longer";
        String other = context.sid();
        context.a().set(destroyed, TEXT, context.inAnHour());
        context.a().set(longer, OTHER, context.inAnHour());
        context.a().set(other, OTHER, context.inAnHour());
        context.a().destroy(destroyed);
        context.expect(present(OTHER), context.a().get(longer));
        context.expect(present(OTHER), context.a().get(other));
    }

    @Rule(
            id = "DESTROY-5",
            says = "destroying an expired session answers false",
            because = "every method treats an expired session as absent")
    default void destroyOfAnExpiredSessionAnswersFalse(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.expect(false, context.a().destroy(sid));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "DESTROY-6",
            says = "a sid that cannot be kept is an IllegalArgumentException, null a NullPointerException",
            because = "every write refuses the same arguments, so that a mistake shows at once")
    default void destroyRefusesBadArguments(RuleContext context) {
        for (String sid : REFUSED_SIDS) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().destroy(sid));
        }
        context.expectThrown(NullPointerException.class, () -> context.a().destroy(nothing()));
    }
}
