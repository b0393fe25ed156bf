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

/** What happens to a write that is lost, or whose answer is lost. */
interface LostAnswerRules {

    @Rule(
            id = "LOST-1",
            needs = NETWORK,
            says = "a set whose answer is lost is a StoreUnavailableException, is not sent again, and has happened"
                    + " completely or not at all",
            because = "a client that sends it again may undo a newer write")
    default void lostAnswerToSet(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        Marked set = marker -> () -> context.a().set(sid, text(marker), context.inAnHour());
        String before = healthy(context, set);
        String lost = loseAnswer(context, before, set);
        expectOneOf(context, sid, present(text(before)), present(text(lost)));
    }

    @Rule(
            id = "LOST-2",
            needs = NETWORK,
            says =
                    "a destroy or touch whose answer is lost is a StoreUnavailableException, never false, and is not sent"
                            + " again",
            because =
                    "a client that sends it again finds nothing and answers false, and the session layer undoes a good write")
    default void lostAnswerToDestroyAndTouch(RuleContext context) {
        Marked destroy = marker -> () -> context.a().destroy(marker);
        Marked touch = marker -> () -> context.a().touch(marker, context.past());
        for (Marked write : List.of(destroy, touch)) {
            String undisturbed = context.sid();
            String lost = context.sid();
            context.a().set(undisturbed, TEXT, context.inAnHour());
            context.a().set(lost, TEXT, context.inAnHour());
            context.network().watch(undisturbed);
            Outage.run(write.with(undisturbed));
            loseAnswer(context, undisturbed, lost, write);
            expectOneOf(context, lost, absent(), present(TEXT));
        }
    }

    @Rule(
            id = "LOST-3",
            needs = {NETWORK, CONDITIONAL_WRITES},
            says = "a create whose answer is lost is a StoreUnavailableException, never false, and is not sent again",
            because = "a client that sends it again finds its own session and takes it for another user's")
    default void lostAnswerToCreate(RuleContext context) {
        context.a().create(context.sid(), TEXT, context.inAnHour());
        Marked create = marker -> () -> context.a().create("sid-" + marker, text(marker), context.inAnHour());
        String lost = loseAnswer(context, healthy(context, create), create);
        expectOneOf(context, "sid-" + lost, absent(), present(text(lost)));
    }

    @Rule(
            id = "LOST-4",
            needs = {NETWORK, CONDITIONAL_WRITES},
            says =
                    "a replace whose answer is lost is a StoreUnavailableException, never CHANGED, and is not sent again",
            because = "a client that sends it again finds its own text, and the session layer merges its change twice")
    default void lostAnswerToReplace(RuleContext context) {
        String undisturbed = context.sid();
        String sid = context.sid();
        context.a().set(undisturbed, "0", context.inAnHour());
        context.a().replace(undisturbed, "0", TEXT, context.inAnHour());
        context.a().set(sid, TEXT, context.inAnHour());
        String before = healthy(
                context, marker -> () -> context.a().replace(undisturbed, TEXT, text(marker), context.inAnHour()));
        String lost = loseAnswer(
                context, before, marker -> () -> context.a().replace(sid, TEXT, text(marker), context.inAnHour()));
        expectOneOf(context, sid, present(TEXT), present(text(lost)));
    }

    @Rule(
            id = "LOST-5",
            needs = NETWORK,
            says =
                    "a write whose connection is cut before it arrives is a StoreUnavailableException and is not sent again",
            because = "the store cannot know that it did not arrive")
    default void cutBeforeArrival(RuleContext context) {
        String sid = context.sid();
        Marked set = marker -> () -> context.a().set(sid, text(marker), context.inAnHour());
        healthy(context, set);
        String before = healthy(context, set);
        String lost = context.sid();
        context.network().watch(lost);
        context.note("network: the connection is cut when the next request comes, which does not arrive");
        context.network().cutBefore(lost);
        context.expectThrown(StoreUnavailableException.class, set.with(lost));
        context.expect(present(text(before)), Outage.answerAfterHealing(context, context.a(), sid));
        expectNotSentAgain(context, before, lost);
    }

    @Rule(
            id = "LOST-6",
            needs = NETWORK,
            says = "a write that was given up is not sent again when the connection is back",
            because = "it would undo a later write: a logout, a payment")
    default void givenUpWritesAreNotReplayed(RuleContext context) {
        String sid = context.sid();
        Marked set = marker -> () -> context.a().set(sid, text(marker), context.inAnHour());
        healthy(context, set);
        String before = healthy(context, set);
        String lost = context.sid();
        context.network().watch(lost);
        context.note("network: nothing goes through");
        context.network().hang();
        context.expectThrown(StoreUnavailableException.class, set.with(lost));
        boolean wasSent = context.network().timesSent(lost) > 0;
        context.note("network: all connections are cut, then it is healed");
        context.network().cut();
        context.network().heal();
        for (int i = 0; i < 6; i++) {
            // A request that was sent is lost with its connection. One that waited for a connection may be sent late,
            // once.
            if (wasSent) {
                context.expect(present(text(before)), Outage.answerAfterHealing(context, context.a(), sid));
            } else {
                expectOneOf(context, sid, present(text(before)), present(text(lost)));
            }
        }
        expectNotSentAgain(context, before, lost);
    }

    @Rule(
            id = "LOST-7",
            needs = NETWORK,
            says = "an unacknowledged write has happened completely or not at all",
            because = "a truncated session is an error page for its user until it expires")
    default void whollyThereOrNotAtAll(RuleContext context) {
        String sid = context.sid();
        String marker = "once-" + sid;
        String before = "\"" + "a".repeat(50_000) + "\"";
        String after = "\"" + "b".repeat(50_000) + marker + "\"";
        context.a().set(sid, before, context.inAnHour());
        context.note("network: the connection is cut before the end of the next request");
        context.network().cutBefore(marker);
        context.expectThrown(StoreUnavailableException.class, () -> context.a().set(sid, after, context.inAnHour()));
        Optional<String> got = Outage.answerAfterHealing(context, context.a(), sid);
        context.expect(
                "the text before or after",
                Set.of(present(before), present(after)).contains(got),
                got);
    }

    /** Makes a write with a new marker, without a fault, and counts how often the marker is sent. */
    private static String healthy(RuleContext context, Marked write) {
        String marker = context.sid();
        context.network().watch(marker);
        Outage.run(write.with(marker));
        return marker;
    }

    /** Makes a write with a new marker, whose answer is lost; returns the marker. */
    private static String loseAnswer(RuleContext context, String undisturbed, Marked write) {
        String lost = context.sid();
        loseAnswer(context, undisturbed, lost, write);
        return lost;
    }

    private static void loseAnswer(RuleContext context, String undisturbed, String lost, Marked write) {
        context.network().watch(lost);
        context.note("network: the server gets the next request, its answer is lost and the connection cut");
        context.network().loseAnswerTo(lost);
        context.expectThrown(StoreUnavailableException.class, write.with(lost));
        Outage.answerAfterHealing(context, context.a(), context.sid());
        expectNotSentAgain(context, undisturbed, lost);
    }

    /** A store may send a text more than once within one write, such as to two columns, but a fault must not add to that. */
    private static void expectNotSentAgain(RuleContext context, String undisturbed, String lost) {
        long times = context.network().timesSent(undisturbed);
        long sent = context.network().timesSent(lost);
        context.expect("sent " + times + " times or less, as without a fault", sent <= times, sent);
    }

    /** Either outcome is allowed: the write has happened or has not. */
    private static void expectOneOf(RuleContext context, String sid, Optional<String> before, Optional<String> after) {
        Optional<String> got = Outage.answerAfterHealing(context, context.a(), sid);
        context.expect(
                "one of " + context.wording().of(List.of(before, after)),
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
