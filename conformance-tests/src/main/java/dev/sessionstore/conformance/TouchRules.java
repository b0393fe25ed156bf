package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;

/** What {@code touch} moves and what it leaves alone. */
interface TouchRules {

    @Rule(
            id = "TOUCH-1",
            says = "touch moves the expiry to later",
            because = "a user who keeps clicking must stay logged in")
    default void touchProlongs(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advance(Duration.ofMinutes(40));
        context.expect(true, context.b().touch(sid, context.inAnHour()));
        context.advance(Duration.ofMinutes(40));
        context.expect(present(TEXT), context.a().get(sid));
    }

    @Rule(
            id = "TOUCH-2",
            says = "touch never brings a destroyed session back",
            because = "a user who logged out stays logged out, however late a slow request ends",
            source = "connect-redis #328 and the javadoc of Store.touch")
    default void touchNeverBringsBackADestroyedSession(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.b().get(sid);
        context.a().destroy(sid);
        context.expect(false, context.b().touch(sid, context.inAnHour()));
        context.expect(absent(), context.b().get(sid));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "TOUCH-3",
            says = "touch never creates a session",
            because = "an id that a client invented must not become a known one")
    default void touchNeverCreates(RuleContext context) {
        String sid = context.sid();
        context.expect(false, context.a().touch(sid, context.inAnHour()));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "TOUCH-4",
            says = "touch never changes the text, not even to what this node read before",
            because = "a request that only reads must not undo a write of another request",
            source = "express-session's touch of a store that rewrites the session; the javadoc of Store.touch")
    default void touchLeavesTheTextAlone(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.a().get(sid);
        context.b().set(sid, OTHER, context.inAnHour());
        context.expect(true, context.a().touch(sid, context.in(HOUR.multipliedBy(2))));
        context.expect(present(OTHER), context.a().get(sid));
        context.expect(present(OTHER), context.b().get(sid));
    }

    @Rule(
            id = "TOUCH-5",
            says = "touch may shorten a session's life",
            because = "an application may lower the idle timeout when a user's permissions change")
    default void touchShortens(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.in(HOUR.multipliedBy(2)));
        context.expect(true, context.b().touch(sid, context.inAnHour()));
        context.expect(present(TEXT), context.a().get(sid));
        context.advanceBeyond(HOUR);
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "TOUCH-6",
            says = "touch with an expiry already past removes the session and answers true",
            because = "a session that was ended must be gone at once, at every node")
    default void touchInThePastRemoves(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(true, context.a().touch(sid, context.past()));
        context.expect(absent(), context.a().get(sid));
        context.expect(absent(), context.b().get(sid));
        context.expect(false, context.a().touch(sid, context.past()));
    }

    @Rule(
            id = "TOUCH-7",
            says = "touch does not revive an expired session",
            because = "an idle timeout must not be undone by the next click")
    default void touchDoesNotReviveAnExpiredSession(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.advanceBeyond(HOUR);
        context.expect(false, context.a().touch(sid, context.inAnHour()));
        context.expect(absent(), context.a().get(sid));
    }

    @Rule(
            id = "TOUCH-8",
            says = "touch moves the expiry of this session only",
            because = "one user's click must not keep another user's session alive")
    default void touchMovesThisSessionOnly(RuleContext context) {
        String touched = context.sid();
        String other = context.sid();
        context.a().set(touched, TEXT, context.inAnHour());
        context.a().set(other, OTHER, context.inAnHour());
        context.expect(true, context.a().touch(touched, context.in(HOUR.multipliedBy(2))));
        context.advanceBeyond(HOUR);
        context.expect(present(TEXT), context.a().get(touched));
        context.expect(absent(), context.a().get(other));
    }

    @Rule(
            id = "TOUCH-9",
            says = "a sid that cannot be kept is an IllegalArgumentException, null a NullPointerException",
            because = "every write refuses the same arguments, so that a mistake shows at once")
    default void touchRefusesBadArguments(RuleContext context) {
        for (String sid : REFUSED_SIDS) {
            context.expectThrown(
                    IllegalArgumentException.class, () -> context.a().touch(sid, context.inAnHour()));
        }
        context.expectThrown(NullPointerException.class, () -> context.a().touch(nothing(), context.inAnHour()));
        context.expectThrown(NullPointerException.class, () -> context.a().touch(context.sid(), nothing()));
    }
}
