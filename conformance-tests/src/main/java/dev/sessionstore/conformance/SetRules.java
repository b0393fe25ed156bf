package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Sample.HOUR;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.REFUSED_SIDS;
import static dev.sessionstore.conformance.Sample.REFUSED_TEXTS;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.nothing;
import static dev.sessionstore.conformance.Sample.present;

import java.time.Duration;

/** What {@code set} writes and what it refuses. */
interface SetRules {

    @Rule(
            id = "SET-1",
            says = "set replaces the whole text and never merges",
            because = "a value that the application removed from its session must not come back")
    default void setReplacesTheWholeText(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, "{\"a\":1,\"b\":{\"c\":[1,2,3]}}", trial.inAnHour());
        trial.b().set(sid, "{\"b\":{}}", trial.inAnHour());
        trial.expect(present("{\"b\":{}}"), trial.a().get(sid));
    }

    @Rule(
            id = "SET-2",
            says = "set replaces the expiry, by a later one",
            because = "a session that was saved a minute ago must not end by the expiry of an hour ago")
    default void setMovesTheExpiryToLater(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().set(sid, OTHER, trial.in(HOUR.multipliedBy(2)));
        trial.advance(Duration.ofMinutes(100));
        trial.expect(present(OTHER), trial.a().get(sid));
    }

    @Rule(
            id = "SET-3",
            says = "set replaces the expiry, by an earlier one",
            because = "shortening a session's life is how an application limits the harm of a stolen cookie")
    default void setMovesTheExpiryToEarlier(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.in(HOUR.multipliedBy(2)));
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "SET-4",
            says = "set with an expiry already past removes what is there",
            because = "a session that the application ends by its expiry must be gone at once, at every node")
    default void setInThePastRemoves(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().set(sid, OTHER, trial.past());
        trial.expect(absent(), trial.a().get(sid));
        trial.expect(absent(), trial.b().get(sid));
    }

    @Rule(
            id = "SET-5",
            says = "set with an expiry already past leaves nothing where nothing was",
            because = "a record that nobody can read is a leak")
    default void setInThePastCreatesNothing(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.past());
        trial.expect(absent(), trial.a().get(sid));
        trial.expect(false, trial.a().touch(sid, trial.inAnHour()));
        trial.expect(absent(), trial.a().get(sid));
    }

    @Rule(
            id = "SET-6",
            says = "set writes over what is left of an expired session",
            because = "a user who comes back with an old sid must be able to have a session again")
    default void setWritesOverAnExpiredLeftover(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.advanceBeyond(HOUR);
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(present(OTHER), trial.a().get(sid));
        trial.advance(HOUR.dividedBy(2));
        trial.expect(present(OTHER), trial.b().get(sid));
    }

    @Rule(
            id = "SET-7",
            says = "set works again after destroy",
            because = "an id that was destroyed is unknown, not forbidden")
    default void setWorksAfterDestroy(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.a().destroy(sid);
        trial.b().set(sid, OTHER, trial.inAnHour());
        trial.expect(present(OTHER), trial.a().get(sid));
    }

    @Rule(
            id = "SET-8",
            says = "a text that cannot be kept is an IllegalArgumentException, and the earlier one stays",
            because = "a text that comes back changed, or a session half overwritten, is data lost")
    default void setRefusesBadText(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        for (String text : REFUSED_TEXTS) {
            trial.expectThrown(IllegalArgumentException.class, () -> trial.a().set(sid, text, trial.inAnHour()));
            trial.expectThrown(IllegalArgumentException.class, () -> trial.a().set(sid, text, trial.past()));
            trial.expect(present(TEXT), trial.a().get(sid));
        }
    }

    @Rule(
            id = "SET-9",
            says = "a sid that cannot be kept is an IllegalArgumentException",
            because = "a sid that is cut short or changed would be taken for another one")
    default void setRefusesBadSids(RuleContext trial) {
        for (String sid : REFUSED_SIDS) {
            trial.expectThrown(IllegalArgumentException.class, () -> trial.a().set(sid, TEXT, trial.inAnHour()));
            trial.expect(absent(), trial.a().get(sid));
        }
    }

    @Rule(
            id = "SET-10",
            says = "null is a NullPointerException, and nothing is written",
            because = "a forgotten value should be found where it was forgotten")
    default void setRefusesNull(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expectThrown(NullPointerException.class, () -> trial.a().set(nothing(), OTHER, trial.inAnHour()));
        trial.expectThrown(NullPointerException.class, () -> trial.a().set(sid, nothing(), trial.inAnHour()));
        trial.expectThrown(NullPointerException.class, () -> trial.a().set(sid, OTHER, nothing()));
        trial.expect(present(TEXT), trial.a().get(sid));
    }
}
