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
            because = "logging out has to work, whichever node the next request meets")
    default void destroyRemoves(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.b().get(sid);
        trial.expect(true, trial.a().destroy(sid));
        trial.expect(absent(), trial.b().get(sid));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "DESTROY-2",
            says = "destroying twice is no error, and answers false the second time",
            because = "two tabs that log out at once must both succeed, and exactly one of them did it")
    default void destroyIsIdempotent(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().destroy(sid);
        trial.expect(false, trial.b().destroy(sid));
        trial.expect(absent(), trial.b().get(sid));
    }

    @Rule(
            id = "DESTROY-3",
            says = "destroying what never was answers false",
            because =
                    "the session layer undoes a regenerated session when the old one was already gone; it has to learn that")
    default void destroyOfNothingAnswersFalse(RuleContext trial) {
        trial.expect(false, trial.a().destroy(trial.sid()));
    }

    @Rule(
            id = "DESTROY-4",
            says = "destroy removes this session only",
            because = "one user's logout is not another one's")
    default void destroyRemovesThisSessionOnly(RuleContext trial) {
        String destroyed = trial.sid();
        String longer = destroyed + "-longer";
        String other = trial.sid();
        trial.a().set(destroyed, TEXT, trial.inAnHour());
        trial.a().set(longer, OTHER, trial.inAnHour());
        trial.a().set(other, OTHER, trial.inAnHour());
        trial.a().destroy(destroyed);
        trial.expect(present(OTHER), trial.a().get(longer));
        trial.expect(present(OTHER), trial.a().get(other));
    }

    @Rule(
            id = "DESTROY-5",
            says = "destroying an expired session answers false",
            because = "what is expired is treated as if it were not there, by every method alike")
    default void destroyOfAnExpiredSessionAnswersFalse(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.expect(false, trial.a().destroy(sid));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "DESTROY-6",
            says = "a sid that cannot be kept is an IllegalArgumentException, null a NullPointerException",
            because = "every write refuses the same, so that a mistake shows at once")
    default void destroyRefusesBadArguments(RuleContext trial) {
        for (String sid : REFUSED_SIDS) {
            trial.expectThrown(IllegalArgumentException.class, () -> trial.a().destroy(sid));
        }
        trial.expectThrown(NullPointerException.class, () -> trial.a().destroy(nothing()));
    }
}
