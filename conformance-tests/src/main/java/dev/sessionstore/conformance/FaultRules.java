package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.NETWORK;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;
import static dev.sessionstore.conformance.Sample.present;

import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a store does while its server is unavailable, and afterwards. */
interface FaultRules {

    @Rule(
            id = "FAULT-1",
            needs = NETWORK,
            says = "while the server refuses connections every call is a StoreUnavailableException, never an answer",
            because = "an outage that looks like an absent session logs everyone out and overwrites their carts")
    default void refusedIsNotAbsent(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        refuse(context);
        Outage.expectAllUnavailable(context, sid);
    }

    @Rule(
            id = "FAULT-2",
            needs = NETWORK,
            says = "while the server hangs every call ends in a StoreUnavailableException in bounded time",
            because =
                    "requests that wait forever use up all threads, and an outage of the store stops the whole application")
    default void hungCallsEnd(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        hang(context);
        Outage.expectAllUnavailable(context, sid);
    }

    @Rule(
            id = "FAULT-3",
            needs = NETWORK,
            says =
                    "when the server refused and is back, the store works again by itself, with the sessions as they were",
            because = "a restart of Redis should not require a restart of the application")
    default void healsAfterRefusal(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        for (int outage = 0; outage < 2; outage++) {
            refuse(context);
            context.expectThrown(
                    StoreUnavailableException.class, () -> context.a().get(sid));
            heal(context);
            context.expect(present(TEXT), Outage.answerAfterHealing(context, context.a(), sid));
        }
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(present(OTHER), context.a().get(sid));
    }

    @Rule(
            id = "FAULT-4",
            needs = NETWORK,
            says = "when the server hung and is back, the store works again by itself",
            because = "a connection that is given up but kept makes every later call fail too")
    default void healsAfterAHang(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        hang(context);
        context.expectThrown(StoreUnavailableException.class, () -> context.a().get(sid));
        heal(context);
        context.expect(present(TEXT), Outage.answerAfterHealing(context, context.a(), sid));
    }

    @Rule(
            id = "FAULT-5",
            needs = NETWORK,
            says = "connections that were cut while idle are replaced",
            because = "firewalls and restarts cut idle connections every night")
    default void cutConnectionsAreReplaced(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        for (int i = 0; i < 3; i++) {
            context.note("network: all connections are cut");
            context.network().cut();
            context.expect(present(TEXT), Outage.answerAfterHealing(context, context.a(), sid));
        }
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(present(OTHER), context.a().get(sid));
    }

    @Rule(
            id = "FAULT-6",
            needs = NETWORK,
            says = "connections that became silent are given up and replaced",
            because = "after a failover the old host answers nothing, not even with a reset",
            source = "half-open connections, RFC 9293 section 3.5.1")
    default void silentConnectionsAreReplaced(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.note("network: the existing connections are silent from now on");
        context.network().silence();
        context.expect(present(TEXT), Outage.answerAfterHealing(context, context.a(), sid));
    }

    @Rule(
            id = "FAULT-7",
            needs = NETWORK,
            says = "slow answers within the timeout are no failures",
            because = "a busy server is no outage")
    default void slowAnswersAreAnswers(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        Duration late = context.harness().timeout().dividedBy(10);
        context.note("network: every answer is " + late.toMillis() + " ms late");
        context.network().delay(late);
        context.expect(present(TEXT), context.a().get(sid));
        context.a().set(sid, OTHER, context.inAnHour());
        context.expect(present(OTHER), context.a().get(sid));
    }

    @Rule(
            id = "FAULT-8",
            needs = NETWORK,
            says = "an answer that comes after its call was given up is not taken for the answer to another call",
            because = "it would show one user's session to another user")
    default void lateAnswersAreNotMixedUp(RuleContext context) {
        List<String> sids = List.of(context.sid(), context.sid(), context.sid());
        sids.forEach(sid -> context.a().set(sid, "\"" + sid + "\"", context.inAnHour()));
        for (int round = 0; round < 2; round++) {
            String late = sids.get(0);
            hang(context);
            context.expectThrown(
                    StoreUnavailableException.class, () -> context.a().get(late));
            heal(context);
            for (String sid : sids) {
                context.expect(present("\"" + sid + "\""), Outage.answerAfterHealing(context, context.a(), sid));
            }
            context.expect(Optional.empty(), Outage.answerAfterHealing(context, context.a(), context.sid()));
        }
    }

    @Rule(
            id = "FAULT-9",
            needs = NETWORK,
            says = "Disconnected and Connected alternate, begin with Disconnected and end with Connected",
            because = "an alarm that rings without an outage, or never stops, is switched off")
    default void connectedAndDisconnectedAlternate(RuleContext context) {
        String sid = context.sid();
        List<String> published = Outage.connectionEvents(context.a());
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(List.of(), published);
        List<String> expected = new ArrayList<>();
        for (int outage = 0; outage < 2; outage++) {
            refuse(context);
            context.together(4, i -> () -> Outage.isUnavailable(context.a().silently(), sid));
            context.expectThrown(
                    StoreUnavailableException.class, () -> context.a().get(sid));
            expected.add("Disconnected");
            context.expect(expected, published);
            heal(context);
            Outage.answerAfterHealing(context, context.a(), sid);
            context.a().get(sid);
            expected.add("Connected");
            context.expect(expected, published);
        }
    }

    @Rule(
            id = "FAULT-10",
            needs = NETWORK,
            says = "a call that ends in a StoreUnavailableException publishes no Saved, Touched or Destroyed",
            because = "an effect that may not have happened must not be published")
    default void failedCallsTellNoEffect(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        RecordedEvents received = context.a().receive();
        refuse(context);
        context.expectThrown(StoreUnavailableException.class, () -> context.a().set(sid, OTHER, context.inAnHour()));
        context.expectThrown(StoreUnavailableException.class, () -> context.a().touch(sid, context.inAnHour()));
        context.expectThrown(StoreUnavailableException.class, () -> context.a().destroy(sid));
        Set<String> published = new HashSet<>();
        received.all().forEach(event -> published.add(event.getClass().getSimpleName()));
        context.expect(Set.of("Disconnected"), published);
    }

    @Rule(
            id = "FAULT-11",
            needs = NETWORK,
            says = "the message of a failed call shows neither the whole sid nor the text",
            because = "error messages end up in logs, and anyone who reads a sid there can act as that user")
    default void messagesKeepSecrets(RuleContext context) {
        String sid = context.sid();
        String text = "{\"secret\":\"s3cr3t-" + sid + "\"}";
        context.a().set(sid, TEXT, context.inAnHour());
        refuse(context);
        List<Action> calls = List.of(
                () -> context.a().get(sid),
                () -> context.a().set(sid, text, context.inAnHour()),
                () -> context.a().touch(sid, context.inAnHour()),
                () -> context.a().destroy(sid));
        for (Action call : calls) {
            StoreUnavailableException thrown = context.expectThrown(StoreUnavailableException.class, call);
            String message = String.valueOf(thrown.getMessage());
            context.expect(
                    "a message without the sid and the text",
                    !message.contains(sid) && !message.contains("s3cr3t"),
                    message);
        }
    }

    @Rule(
            id = "FAULT-12",
            needs = NETWORK,
            says =
                    "a thread that is interrupted while the server hangs gets StoreUnavailableException and keeps its flag",
            because = "a server that shuts down must not wait for a store that is unavailable")
    default void interruptedWhileHung(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.expect(present(TEXT), context.a().get(sid));
        hang(context);
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(caller::interrupt, "rule interrupter");
        context.note("another thread interrupts this one");
        Outage.startAfterSending(context, interrupter);
        boolean kept;
        try {
            Outage.withinBound(
                    context,
                    () -> context.expectThrown(
                            StoreUnavailableException.class, () -> context.a().get(sid)));
        } finally {
            kept = Thread.interrupted();
        }
        context.expect("the interrupt flag still set", kept, "not set");
        heal(context);
        context.expect(present(TEXT), Outage.answerAfterHealing(context, context.a(), sid));
    }

    private static void refuse(RuleContext context) {
        context.note("network: connections are cut and refused");
        context.network().refuse();
    }

    private static void hang(RuleContext context) {
        context.note("network: nothing goes through");
        context.network().hang();
    }

    private static void heal(RuleContext context) {
        context.note("network: healed");
        context.network().heal();
    }
}
