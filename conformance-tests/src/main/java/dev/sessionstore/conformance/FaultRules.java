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

/** What a store does while its server cannot be reached, and afterwards. */
interface FaultRules {

    @Rule(
            id = "FAULT-1",
            needs = NETWORK,
            says = "while the server refuses connections every call is a StoreUnavailableException, never an answer",
            because = "an outage that looks like \"no session\" logs everybody out, and overwrites their carts")
    default void refusedIsNotAbsent(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        refuse(trial);
        Outage.expectAllUnavailable(trial, sid);
    }

    @Rule(
            id = "FAULT-2",
            needs = NETWORK,
            says = "while the server hangs every call ends in a StoreUnavailableException in bounded time",
            because =
                    "requests that wait for ever use up all threads, and the outage of the store becomes one of everything")
    default void hungCallsEnd(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        hang(trial);
        Outage.expectAllUnavailable(trial, sid);
    }

    @Rule(
            id = "FAULT-3",
            needs = NETWORK,
            says =
                    "when the server refused and is back, the store works again by itself, with the sessions as they were",
            because = "nobody should have to restart the application because Redis was restarted")
    default void healsAfterRefusal(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        for (int outage = 0; outage < 2; outage++) {
            refuse(trial);
            trial.expectThrown(StoreUnavailableException.class, () -> trial.a().get(sid));
            heal(trial);
            trial.expect(present(TEXT), Outage.answerAfterHealing(trial, trial.a(), sid));
        }
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(present(OTHER), trial.a().get(sid));
    }

    @Rule(
            id = "FAULT-4",
            needs = NETWORK,
            says = "when the server hung and is back, the store works again by itself",
            because = "a connection that is given up but kept makes every later call fail too")
    default void healsAfterAHang(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        hang(trial);
        trial.expectThrown(StoreUnavailableException.class, () -> trial.a().get(sid));
        heal(trial);
        trial.expect(present(TEXT), Outage.answerAfterHealing(trial, trial.a(), sid));
    }

    @Rule(
            id = "FAULT-5",
            needs = NETWORK,
            says = "connections that were cut while idle are replaced",
            because = "firewalls and restarts cut idle connections every night")
    default void cutConnectionsAreReplaced(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        for (int i = 0; i < 3; i++) {
            trial.note("network: all connections are cut");
            trial.network().cut();
            trial.expect(present(TEXT), Outage.answerAfterHealing(trial, trial.a(), sid));
        }
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(present(OTHER), trial.a().get(sid));
    }

    @Rule(
            id = "FAULT-6",
            needs = NETWORK,
            says = "connections that fell silent for ever are given up and replaced",
            because = "after a failover the old host answers nothing, not even with a reset",
            source = "half-open connections, RFC 9293 section 3.5.1")
    default void silentConnectionsAreReplaced(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.note("network: the existing connections are silent from now on");
        trial.network().silence();
        trial.expect(present(TEXT), Outage.answerAfterHealing(trial, trial.a(), sid));
    }

    @Rule(
            id = "FAULT-7",
            needs = NETWORK,
            says = "slow answers within the timeout are answers",
            because = "a busy server is no outage")
    default void slowAnswersAreAnswers(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        Duration late = trial.harness().timeout().dividedBy(10);
        trial.note("network: every answer is " + late.toMillis() + " ms late");
        trial.network().delay(late);
        trial.expect(present(TEXT), trial.a().get(sid));
        trial.a().set(sid, OTHER, trial.inAnHour());
        trial.expect(present(OTHER), trial.a().get(sid));
    }

    @Rule(
            id = "FAULT-8",
            needs = NETWORK,
            says = "an answer that comes after its call was given up is not taken for the answer to another call",
            because = "it shows one user's session to another one")
    default void lateAnswersAreNotMixedUp(RuleContext trial) {
        List<String> sids = List.of(trial.sid(), trial.sid(), trial.sid());
        sids.forEach(sid -> trial.a().set(sid, "\"" + sid + "\"", trial.inAnHour()));
        for (int round = 0; round < 2; round++) {
            String late = sids.get(0);
            hang(trial);
            trial.expectThrown(StoreUnavailableException.class, () -> trial.a().get(late));
            heal(trial);
            for (String sid : sids) {
                trial.expect(present("\"" + sid + "\""), Outage.answerAfterHealing(trial, trial.a(), sid));
            }
            trial.expect(Optional.empty(), Outage.answerAfterHealing(trial, trial.a(), trial.sid()));
        }
    }

    @Rule(
            id = "FAULT-9",
            needs = NETWORK,
            says = "Disconnected and Connected alternate, begin with Disconnected and end with Connected",
            because = "an alarm that rings without an outage, or never stops, is switched off")
    default void connectedAndDisconnectedAlternate(RuleContext trial) {
        String sid = trial.sid();
        List<String> told = Outage.hearConnection(trial.a());
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(List.of(), told);
        List<String> expected = new ArrayList<>();
        for (int outage = 0; outage < 2; outage++) {
            refuse(trial);
            trial.together(4, i -> () -> Outage.isUnavailable(trial.a().silently(), sid));
            trial.expectThrown(StoreUnavailableException.class, () -> trial.a().get(sid));
            expected.add("Disconnected");
            trial.expect(expected, told);
            heal(trial);
            Outage.answerAfterHealing(trial, trial.a(), sid);
            trial.a().get(sid);
            expected.add("Connected");
            trial.expect(expected, told);
        }
    }

    @Rule(
            id = "FAULT-10",
            needs = NETWORK,
            says = "a call that could not ask tells no Saved, Touched or Destroyed",
            because = "what may not have happened must not be told as done")
    default void failedCallsTellNoEffect(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        RecordedEvents heard = trial.a().receive();
        refuse(trial);
        trial.expectThrown(StoreUnavailableException.class, () -> trial.a().set(sid, OTHER, trial.inAnHour()));
        trial.expectThrown(StoreUnavailableException.class, () -> trial.a().touch(sid, trial.inAnHour()));
        trial.expectThrown(StoreUnavailableException.class, () -> trial.a().destroy(sid));
        Set<String> told = new HashSet<>();
        heard.all().forEach(event -> told.add(event.getClass().getSimpleName()));
        trial.expect(Set.of("Disconnected"), told);
    }

    @Rule(
            id = "FAULT-11",
            needs = NETWORK,
            says = "the message of a failed call shows neither the whole sid nor the text",
            because = "error messages end up in logs, and who can read a sid there can be that user")
    default void messagesKeepSecrets(RuleContext trial) {
        String sid = trial.sid();
        String text = "{\"secret\":\"s3cr3t-" + sid + "\"}";
        trial.a().set(sid, TEXT, trial.inAnHour());
        refuse(trial);
        List<Action> calls = List.of(
                () -> trial.a().get(sid),
                () -> trial.a().set(sid, text, trial.inAnHour()),
                () -> trial.a().touch(sid, trial.inAnHour()),
                () -> trial.a().destroy(sid));
        for (Action call : calls) {
            StoreUnavailableException thrown = trial.expectThrown(StoreUnavailableException.class, call);
            String message = String.valueOf(thrown.getMessage());
            trial.expect(
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
            because = "a server that shuts down must not wait for a store that is gone")
    default void interruptedWhileHung(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.expect(present(TEXT), trial.a().get(sid));
        hang(trial);
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(caller::interrupt, "rule interrupter");
        trial.note("another thread interrupts this one");
        Outage.startAfterSending(trial, interrupter);
        boolean kept;
        try {
            Outage.withinBound(
                    trial,
                    () -> trial.expectThrown(
                            StoreUnavailableException.class, () -> trial.a().get(sid)));
        } finally {
            kept = Thread.interrupted();
        }
        trial.expect("the interrupt flag still set", kept, "not set");
        heal(trial);
        trial.expect(present(TEXT), Outage.answerAfterHealing(trial, trial.a(), sid));
    }

    private static void refuse(RuleContext trial) {
        trial.note("network: connections are cut and refused");
        trial.network().refuse();
    }

    private static void hang(RuleContext trial) {
        trial.note("network: nothing goes through");
        trial.network().hang();
    }

    private static void heal(RuleContext trial) {
        trial.note("network: healed");
        trial.network().heal();
    }
}
