package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Need.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Need.NETWORK;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreUnavailableException;
import java.util.Optional;
import java.util.Set;

/** What becomes of a write whose answer is lost, or that is lost itself. */
interface LostAnswerRules {

    @Rule(
            id = "LOST-1",
            needs = NETWORK,
            says = "a set whose answer is lost is a StoreUnavailableException, is not sent again, and is wholly there",
            because = "a client that sends it again may undo a newer write")
    default void lostAnswerToSet(Trial trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        String marker = "once-" + sid;
        String text = "{\"m\":\"" + marker + "\"}";
        loseAnswer(trial, marker, () -> trial.a().set(sid, text, trial.inAnHour()));
        trial.expect(present(text), Outage.answerAfterHealing(trial, trial.a(), sid));
        trial.expect(1L, trial.network().timesSent(marker));
    }

    @Rule(
            id = "LOST-2",
            needs = NETWORK,
            says = "a destroy or touch whose answer is lost is a StoreUnavailableException, never false",
            because =
                    "a client that sends it again finds nothing and says so, and the session layer undoes a good write")
    default void lostAnswerToDestroyAndTouch(Trial trial) {
        String destroyed = trial.sid();
        trial.a().set(destroyed, TEXT, trial.inAnHour());
        loseAnswer(trial, destroyed, () -> trial.a().destroy(destroyed));
        trial.expect(absent(), Outage.answerAfterHealing(trial, trial.a(), destroyed));
        String touched = trial.sid();
        trial.a().set(touched, TEXT, trial.inAnHour());
        loseAnswer(trial, touched, () -> trial.a().touch(touched, trial.past()));
        trial.expect(absent(), Outage.answerAfterHealing(trial, trial.a(), touched));
    }

    @Rule(
            id = "LOST-3",
            needs = {NETWORK, CONDITIONAL_WRITES},
            says = "a create whose answer is lost is a StoreUnavailableException, never false",
            because = "a client that sends it again meets its own session and takes it for another one's")
    default void lostAnswerToCreate(Trial trial) {
        trial.a().create(trial.sid(), TEXT, trial.inAnHour());
        String sid = trial.sid();
        String marker = "once-" + sid;
        String text = "{\"m\":\"" + marker + "\"}";
        loseAnswer(trial, marker, () -> trial.a().create(sid, text, trial.inAnHour()));
        trial.expect(present(text), Outage.answerAfterHealing(trial, trial.a(), sid));
        trial.expect(1L, trial.network().timesSent(marker));
    }

    @Rule(
            id = "LOST-4",
            needs = {NETWORK, CONDITIONAL_WRITES},
            says = "a replace whose answer is lost is a StoreUnavailableException, never CHANGED",
            because = "a client that sends it again meets its own text, and the session layer merges its change twice")
    default void lostAnswerToReplace(Trial trial) {
        String sid = trial.sid();
        trial.a().set(sid, "0", trial.inAnHour());
        trial.a().replace(sid, "0", TEXT, trial.inAnHour());
        String marker = "once-" + sid;
        String text = "{\"m\":\"" + marker + "\"}";
        loseAnswer(trial, marker, () -> trial.a().replace(sid, TEXT, text, trial.inAnHour()));
        trial.expect(present(text), Outage.answerAfterHealing(trial, trial.a(), sid));
        trial.expect(1L, trial.network().timesSent(marker));
    }

    @Rule(
            id = "LOST-5",
            needs = NETWORK,
            says =
                    "a write whose connection is cut before it arrives is a StoreUnavailableException and is not sent again",
            because = "the store cannot know that it did not arrive")
    default void cutBeforeArrival(Trial trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        String marker = "once-" + sid;
        trial.network().watch(marker);
        trial.note("network: the connection is cut when the next request comes, which does not arrive");
        trial.network().cutBefore(marker);
        trial.expectThrown(
                StoreUnavailableException.class,
                () -> trial.a().set(sid, "{\"m\":\"" + marker + "\"}", trial.inAnHour()));
        trial.expect(present(TEXT), Outage.answerAfterHealing(trial, trial.a(), sid));
        trial.expect(1L, trial.network().timesSent(marker));
    }

    @Rule(
            id = "LOST-6",
            needs = NETWORK,
            says = "a write that was given up is not sent again when the connection is back",
            because = "it would undo what was written meanwhile: a logout, a payment")
    default void givenUpWritesAreNotReplayed(Trial trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        String marker = "once-" + sid;
        trial.network().watch(marker);
        trial.note("network: nothing goes through");
        trial.network().hang();
        trial.expectThrown(
                StoreUnavailableException.class,
                () -> trial.a().set(sid, "{\"m\":\"" + marker + "\"}", trial.inAnHour()));
        trial.note("network: all connections are cut, then it is healed");
        trial.network().cut();
        trial.network().heal();
        trial.expect(present(TEXT), Outage.answerAfterHealing(trial, trial.a(), sid));
        for (int i = 0; i < 5; i++) {
            trial.expect(present(TEXT), trial.a().get(sid));
        }
        trial.expect(1L, trial.network().timesSent(marker));
    }

    @Rule(
            id = "LOST-7",
            needs = NETWORK,
            says = "an unacknowledged write is either wholly there or not at all",
            because = "half a session is an error page for its user until it expires")
    default void whollyThereOrNotAtAll(Trial trial) {
        String sid = trial.sid();
        String marker = "once-" + sid;
        String before = "\"" + "a".repeat(50_000) + "\"";
        String after = "\"" + "b".repeat(50_000) + marker + "\"";
        trial.a().set(sid, before, trial.inAnHour());
        trial.note("network: the connection is cut before the end of the next request");
        trial.network().cutBefore(marker);
        trial.expectThrown(StoreUnavailableException.class, () -> trial.a().set(sid, after, trial.inAnHour()));
        Optional<String> got = Outage.answerAfterHealing(trial, trial.a(), sid);
        trial.expect(
                "the text before or after",
                Set.of(present(before), present(after)).contains(got),
                got);
    }

    private static void loseAnswer(Trial trial, String marker, Action write) {
        trial.network().watch(marker);
        trial.note("network: the server gets the next request, its answer is lost and the connection cut");
        trial.network().loseAnswerTo(marker);
        trial.expectThrown(StoreUnavailableException.class, write);
    }
}
