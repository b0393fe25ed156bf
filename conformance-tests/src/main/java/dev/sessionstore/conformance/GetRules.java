package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;

/** What {@code get} answers and what it must not do. */
interface GetRules {

    @Rule(
            id = "GET-1",
            says = "a sid that was never written is absent",
            because =
                    "every new visitor comes with an unknown sid; an error or a made-up session would shut them out or let them in")
    default void anUnknownSidIsAbsent(RuleContext trial) {
        trial.expect(absent(), trial.a().get(trial.sid()));
    }

    @Rule(
            id = "GET-2",
            says = "get gives the text that was last written, at every node",
            because = "a session that one node wrote is read by another at the next request")
    default void getGivesWhatWasLastWritten(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.expect(present(TEXT), trial.b().get(sid));
        trial.b().set(sid, OTHER, trial.inAnHour());
        trial.expect(present(OTHER), trial.a().get(sid));
    }

    @Rule(
            id = "GET-3",
            says = "reading creates nothing",
            because = "else every robot that comes without a cookie leaves a session behind")
    default void readingCreatesNothing(RuleContext trial) {
        String sid = trial.sid();
        trial.a().get(sid);
        trial.expect(absent(), trial.b().get(sid));
        trial.expect(false, trial.b().touch(sid, trial.inAnHour()));
        trial.expect(false, trial.b().destroy(sid));
    }

    @Rule(
            id = "GET-4",
            says = "reading does not move the expiry",
            because =
                    "a store that renews by itself keeps sessions alive that the session layer wants to end, such as one with an"
                            + " absolute lifetime")
    default void readingDoesNotMoveTheExpiry(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advance(Duration.ofMinutes(40));
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.advanceBeyond(Duration.ofMinutes(20));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "GET-5",
            says = "a sid that every store refuses is absent",
            because = "the sid comes from a cookie, so anybody can send any text; it is no reason for an error page")
    default void aRefusedSidIsAbsent(RuleContext trial) {
        for (String sid : REFUSED_SIDS) {
            trial.expect(absent(), trial.a().get(sid));
        }
    }

    @Rule(
            id = "GET-6",
            says = "null is a NullPointerException",
            because = "a forgotten value should be found where it was forgotten")
    default void getRefusesNull(RuleContext trial) {
        trial.expectThrown(NullPointerException.class, () -> trial.a().get(nothing()));
    }

    @Rule(
            id = "GET-7",
            says = "one session's reads never give another session's text",
            because = "showing one user another one's session is the worst thing that a store can do")
    default void readsAreNotMixedUp(RuleContext trial) {
        String first = trial.sid();
        String second = trial.sid();
        trial.a().set(first, TEXT, trial.in(HOUR));
        trial.a().set(second, OTHER, trial.in(HOUR));
        trial.expect(present(TEXT), trial.b().get(first));
        trial.expect(present(OTHER), trial.b().get(second));
    }
}
