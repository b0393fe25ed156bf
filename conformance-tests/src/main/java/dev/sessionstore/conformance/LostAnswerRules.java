package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.CONDITIONAL_WRITES;
import static dev.sessionstore.conformance.Requirement.NETWORK;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.absent;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of a write whose answer is lost, or that is lost itself. */
interface LostAnswerRules {

    @Rule(
            id = "LOST-1",
            needs = NETWORK,
            says =
                    "a set whose answer is lost is a StoreUnavailableException, is not sent again, and is wholly there or"
                            + " not at all",
            because = "a client that sends it again may undo a newer write")
    default void lostAnswerToSet(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        Marked set = marker -> () -> trial.a().set(sid, text(marker), trial.inAnHour());
        String before = healthy(trial, set);
        String lost = loseAnswer(trial, before, set);
        expectOneOf(trial, sid, present(text(before)), present(text(lost)));
    }

    @Rule(
            id = "LOST-2",
            needs = NETWORK,
            says =
                    "a destroy or touch whose answer is lost is a StoreUnavailableException, never false, and is not sent"
                            + " again",
            because =
                    "a client that sends it again finds nothing and says so, and the session layer undoes a good write")
    default void lostAnswerToDestroyAndTouch(RuleContext trial) {
        Marked destroy = marker -> () -> trial.a().destroy(marker);
        Marked touch = marker -> () -> trial.a().touch(marker, trial.past());
        for (Marked write : List.of(destroy, touch)) {
            String undisturbed = trial.sid();
            String lost = trial.sid();
            trial.a().set(undisturbed, TEXT, trial.inAnHour());
            trial.a().set(lost, TEXT, trial.inAnHour());
            trial.network().watch(undisturbed);
            Outage.run(write.with(undisturbed));
            loseAnswer(trial, undisturbed, lost, write);
            expectOneOf(trial, lost, absent(), present(TEXT));
        }
    }

    @Rule(
            id = "LOST-3",
            needs = {NETWORK, CONDITIONAL_WRITES},
            says = "a create whose answer is lost is a StoreUnavailableException, never false, and is not sent again",
            because = "a client that sends it again meets its own session and takes it for another one's")
    default void lostAnswerToCreate(RuleContext trial) {
        trial.a().create(trial.sid(), TEXT, trial.inAnHour());
        Marked create = marker -> () -> trial.a().create("sid-" + marker, text(marker), trial.inAnHour());
        String lost = loseAnswer(trial, healthy(trial, create), create);
        expectOneOf(trial, "sid-" + lost, absent(), present(text(lost)));
    }

    @Rule(
            id = "LOST-4",
            needs = {NETWORK, CONDITIONAL_WRITES},
            says =
                    "a replace whose answer is lost is a StoreUnavailableException, never CHANGED, and is not sent again",
            because = "a client that sends it again meets its own text, and the session layer merges its change twice")
    default void lostAnswerToReplace(RuleContext trial) {
        String undisturbed = trial.sid();
        String sid = trial.sid();
        trial.a().set(undisturbed, "0", trial.inAnHour());
        trial.a().replace(undisturbed, "0", TEXT, trial.inAnHour());
        trial.a().set(sid, TEXT, trial.inAnHour());
        String before =
                healthy(trial, marker -> () -> trial.a().replace(undisturbed, TEXT, text(marker), trial.inAnHour()));
        String lost =
                loseAnswer(trial, before, marker -> () -> trial.a().replace(sid, TEXT, text(marker), trial.inAnHour()));
        expectOneOf(trial, sid, present(TEXT), present(text(lost)));
    }

    @Rule(
            id = "LOST-5",
            needs = NETWORK,
            says =
                    "a write whose connection is cut before it arrives is a StoreUnavailableException and is not sent again",
            because = "the store cannot know that it did not arrive")
    default void cutBeforeArrival(RuleContext trial) {
        String sid = trial.sid();
        Marked set = marker -> () -> trial.a().set(sid, text(marker), trial.inAnHour());
        healthy(trial, set);
        String before = healthy(trial, set);
        String lost = trial.sid();
        trial.network().watch(lost);
        trial.note("network: the connection is cut when the next request comes, which does not arrive");
        trial.network().cutBefore(lost);
        trial.expectThrown(StoreUnavailableException.class, set.with(lost));
        trial.expect(present(text(before)), Outage.answerAfterHealing(trial, trial.a(), sid));
        expectNotSentAgain(trial, before, lost);
    }

    @Rule(
            id = "LOST-6",
            needs = NETWORK,
            says = "a write that was given up is not sent again when the connection is back",
            because = "it would undo what was written meanwhile: a logout, a payment")
    default void givenUpWritesAreNotReplayed(RuleContext trial) {
        String sid = trial.sid();
        Marked set = marker -> () -> trial.a().set(sid, text(marker), trial.inAnHour());
        healthy(trial, set);
        String before = healthy(trial, set);
        String lost = trial.sid();
        trial.network().watch(lost);
        trial.note("network: nothing goes through");
        trial.network().hang();
        trial.expectThrown(StoreUnavailableException.class, set.with(lost));
        boolean wasSent = trial.network().timesSent(lost) > 0;
        trial.note("network: all connections are cut, then it is healed");
        trial.network().cut();
        trial.network().heal();
        for (int i = 0; i < 6; i++) {
            // What was sent is lost with its connection. What waited for a connection may be sent late, but once.
            if (wasSent) {
                trial.expect(present(text(before)), Outage.answerAfterHealing(trial, trial.a(), sid));
            } else {
                expectOneOf(trial, sid, present(text(before)), present(text(lost)));
            }
        }
        expectNotSentAgain(trial, before, lost);
    }

    @Rule(
            id = "LOST-7",
            needs = NETWORK,
            says = "an unacknowledged write is either wholly there or not at all",
            because = "half a session is an error page for its user until it expires")
    default void whollyThereOrNotAtAll(RuleContext trial) {
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

    /** Makes a write with a new marker, undisturbed, and counts how often the marker is sent. */
    private static String healthy(RuleContext trial, Marked write) {
        String marker = trial.sid();
        trial.network().watch(marker);
        Outage.run(write.with(marker));
        return marker;
    }

    /** Makes a write with a new marker, whose answer is lost; gives the marker. */
    private static String loseAnswer(RuleContext trial, String undisturbed, Marked write) {
        String lost = trial.sid();
        loseAnswer(trial, undisturbed, lost, write);
        return lost;
    }

    private static void loseAnswer(RuleContext trial, String undisturbed, String lost, Marked write) {
        trial.network().watch(lost);
        trial.note("network: the server gets the next request, its answer is lost and the connection cut");
        trial.network().loseAnswerTo(lost);
        trial.expectThrown(StoreUnavailableException.class, write.with(lost));
        Outage.answerAfterHealing(trial, trial.a(), trial.sid());
        expectNotSentAgain(trial, undisturbed, lost);
    }

    /** A store may send a text more than once within one write, such as to two columns, but not more often for a fault. */
    private static void expectNotSentAgain(RuleContext trial, String undisturbed, String lost) {
        long times = trial.network().timesSent(undisturbed);
        long sent = trial.network().timesSent(lost);
        trial.expect("sent " + times + " times or less, as without a fault", sent <= times, sent);
    }

    /** Either outcome is allowed: the write has happened or has not. */
    private static void expectOneOf(RuleContext trial, String sid, Optional<String> before, Optional<String> after) {
        Optional<String> got = Outage.answerAfterHealing(trial, trial.a(), sid);
        trial.expect(
                "one of " + trial.wording().of(List.of(before, after)),
                List.of(before, after).contains(got),
                got);
    }

    private static String text(String marker) {
        return "{\"m\":\"" + marker + "\"}";
    }

    /** A write that carries a marker by which the network recognises it. */
    interface Marked {
        Action with(String marker);
    }
}
