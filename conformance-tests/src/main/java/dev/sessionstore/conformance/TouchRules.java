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
    default void touchProlongs(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advance(Duration.ofMinutes(40));
        trial.expect(true, trial.b().touch(sid, trial.inAnHour()));
        trial.advance(Duration.ofMinutes(40));
        trial.expect(present(TEXT), trial.a().get(sid));
    }

    @Rule(
            id = "TOUCH-2",
            says = "touch never brings a destroyed session back",
            because = "who logged out stays logged out, however late a slow request of theirs ends",
            source = "connect-redis #328 and the javadoc of Store.touch")
    default void touchNeverBringsBackADestroyedSession(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.b().get(sid);
        trial.a().destroy(sid);
        trial.expect(false, trial.b().touch(sid, trial.inAnHour()));
        trial.expect(absent(), trial.b().get(sid));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "TOUCH-3",
            says = "touch never creates a session",
            because = "an id that a client made up must not become one that the store knows")
    default void touchNeverCreates(RuleContext trial) {
        String sid = trial.sid();
        trial.expect(false, trial.a().touch(sid, trial.inAnHour()));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "TOUCH-4",
            says = "touch never changes the text, not even to what this node read before",
            because = "a request that only reads must not undo what another one has written meanwhile",
            source = "express-session's touch of a store that rewrites the session; the javadoc of Store.touch")
    default void touchLeavesTheTextAlone(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().get(sid);
        trial.b().set(sid, OTHER, trial.inAnHour());
        trial.expect(true, trial.a().touch(sid, trial.in(HOUR.multipliedBy(2))));
        trial.expect(present(OTHER), trial.a().get(sid));
        trial.expect(present(OTHER), trial.b().get(sid));
    }

    @Rule(
            id = "TOUCH-5",
            says = "touch may shorten a session's life",
            because = "an application that lowers the idle time after a change of rights must be obeyed")
    default void touchShortens(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.in(HOUR.multipliedBy(2)));
        trial.expect(true, trial.b().touch(sid, trial.inAnHour()));
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.advanceBeyond(HOUR);
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "TOUCH-6",
            says = "touch with an expiry already past removes the session and answers true",
            because = "a session that is over must be gone at once, at every node")
    default void touchInThePastRemoves(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(true, trial.a().touch(sid, trial.past()));
        trial.expect(absent(), trial.a().get(sid));
        trial.expect(absent(), trial.b().get(sid));
        trial.expect(false, trial.a().touch(sid, trial.past()));
    }

    @Rule(
            id = "TOUCH-7",
            says = "touch does not revive an expired session",
            because = "an idle timeout that the next click undoes is none")
    default void touchDoesNotReviveAnExpiredSession(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.expect(false, trial.a().touch(sid, trial.inAnHour()));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "TOUCH-8",
            says = "touch moves the expiry of this session only",
            because = "one user's click must not keep another one's session alive")
    default void touchMovesThisSessionOnly(RuleContext trial) {
        String touched = trial.sid();
        String other = trial.sid();
        trial.a().set(touched, TEXT, trial.inAnHour());
        trial.a().set(other, OTHER, trial.inAnHour());
        trial.expect(true, trial.a().touch(touched, trial.in(HOUR.multipliedBy(2))));
        trial.advanceBeyond(HOUR);
        trial.expect(present(TEXT), trial.a().get(touched));
        trial.expect(absent(), trial.a().get(other));
    }

    @Rule(
            id = "TOUCH-9",
            says = "a sid that cannot be kept is an IllegalArgumentException, null a NullPointerException",
            because = "every write refuses the same, so that a mistake shows at once")
    default void touchRefusesBadArguments(RuleContext trial) {
        for (String sid : REFUSED_SIDS) {
            trial.expectThrown(IllegalArgumentException.class, () -> trial.a().touch(sid, trial.inAnHour()));
        }
        trial.expectThrown(NullPointerException.class, () -> trial.a().touch(nothing(), trial.inAnHour()));
        trial.expectThrown(NullPointerException.class, () -> trial.a().touch(trial.sid(), nothing()));
    }
}
