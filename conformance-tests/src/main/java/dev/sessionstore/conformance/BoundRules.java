package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.NETWORK;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;

import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** That every call ends in time, whatever the server does with the bytes. */
interface BoundRules {

    @Rule(
            id = "BOUND-1",
            needs = NETWORK,
            says = "answers that arrive byte by byte do not keep a call beyond its bound",
            because = "a timeout that begins again with each byte is none, and a sick network makes threads pile up")
    default void answersThatTrickle(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trickle(trial);
        Outage.expectAllWithinBound(trial, Outage.allCalls(trial, sid));
        heal(trial, sid);
    }

    @Rule(
            id = "BOUND-2",
            needs = NETWORK,
            says = "a write that the server does not read ends in time, also when it is larger than all buffers",
            because = "timeouts of drivers are about reading; a thread that is stuck in a write waits for ever")
    default void writesThatNobodyReads(RuleContext trial) {
        String sid = trial.sid();
        String large = "\"" + "x".repeat(8 << 20) + "\"";
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.note("network: the server reads nothing more");
        trial.network().stopReading();
        List<Action> calls = new ArrayList<>(List.of(
                () -> trial.a().set(sid, large, trial.inAnHour()),
                () -> trial.a().get(sid)));
        if (trial.a().store().conditionalWrites().isPresent()) {
            calls.add(() -> trial.a().create(trial.sid(), large, trial.inAnHour()));
            calls.add(() -> trial.a().replace(sid, TEXT, large, trial.inAnHour()));
        }
        Outage.expectAllWithinBound(trial, calls);
        heal(trial, sid);
    }

    @Rule(
            id = "BOUND-3",
            needs = NETWORK,
            says = "when the host vanishes every call ends in a StoreUnavailableException in time, on the connections"
                    + " there were and on new ones, and the store recovers when the host is back",
            because =
                    "a host without power sends neither an answer nor an end, and its address takes minutes to refuse",
            source = "half-open connections, RFC 9293 section 3.5.1")
    default void vanishedHost(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        vanish(trial);
        Outage.expectAllUnavailable(trial, sid);
        Outage.expectAllUnavailable(trial, sid);
        heal(trial, sid);
    }

    @Rule(
            id = "BOUND-4",
            needs = NETWORK,
            says = "when new connections are accepted and nothing is said on them every call ends in a"
                    + " StoreUnavailableException in time, and the store recovers",
            because = "a login has no timeout in many drivers, and one that is stuck can block all that follow")
    default void serverThatAcceptsAndSaysNothing(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        trial.note("network: all connections are cut, new ones are accepted and get no answer");
        trial.network().acceptSilently();
        trial.network().cut();
        Outage.expectAllUnavailable(trial, sid);
        heal(trial, sid);
    }

    @Rule(
            id = "BOUND-5",
            needs = NETWORK,
            says = "connecting, logging in and asking share one bound: slow answers do not add up",
            because = "a timeout per step is a multiple of the timeout per call just when the server is slow")
    default void stepsDoNotAddUp(RuleContext trial) {
        String sid = trial.sid();
        trial.a().set(sid, TEXT, trial.inAnHour());
        Duration late = trial.harness().timeout().multipliedBy(9).dividedBy(10);
        trial.note("network: all connections are cut, and every answer is " + late.toMillis() + " ms late");
        trial.network().delay(late);
        trial.network().cut();
        Outage.expectAllWithinBound(trial, Outage.callsOnOneSession(trial, sid));
        heal(trial, sid);
    }

    @Rule(
            id = "BOUND-6",
            needs = NETWORK,
            says = "clear and sweep that lose their server midway end in time",
            because = "a call that tries each session in turn takes as many timeouts as there are sessions")
    default void longCallsThatLoseTheirServer(RuleContext trial) {
        String sid = trial.sid();
        List<Action> calls = new ArrayList<>();
        trial.a().store().listing().ifPresent(any -> calls.add(() -> trial.a().clear()));
        trial.a().store().sweeping().ifPresent(any -> calls.add(() -> trial.a().sweep(100)));
        for (Action call : calls) {
            for (int i = 0; i < 8; i++) {
                trial.a().set(trial.sid(), TEXT, trial.in(Duration.ofMinutes(30)));
            }
            trial.advance(Sample.HOUR);
            for (int i = 0; i < 8; i++) {
                trial.a().set(trial.sid(), TEXT, trial.inAnHour());
            }
            trial.note("network: one more answer, then nothing goes through");
            trial.network().hangAfter(1);
            Outage.expectAllWithinBound(trial, List.of(call));
            heal(trial, sid);
        }
    }

    @Rule(
            id = "BOUND-7",
            needs = NETWORK,
            says = "close ends in time whatever the server does, with calls under way, and so do these",
            because = "a shutdown that waits for a dead server is ended by force, and takes good sessions with it")
    default void closeEndsInTime(RuleContext trial) throws Exception {
        List<Action> faults = List.of(() -> vanish(trial), () -> trickle(trial));
        for (Action fault : faults) {
            String sid = trial.sid();
            Node busy = trial.open("busy");
            Node idle = trial.open("idle");
            busy.set(sid, TEXT, trial.inAnHour());
            idle.get(sid);
            Outage.run(fault);
            Outage.expectAllWithinBound(
                    trial,
                    List.of(
                            () -> Outage.endsUnlessClosed(() -> busy.get(sid)),
                            () -> Outage.endsUnlessClosed(() -> busy.set(sid, OTHER, trial.inAnHour())),
                            busy::close,
                            idle::close));
            trial.note("network: healed");
            trial.network().heal();
        }
    }

    @Rule(
            id = "BOUND-8",
            needs = NETWORK,
            says = "no thread and no connection of the store's own is left after a close while the host had vanished",
            because = "calls that were given up must not go on for ever behind the back of who made them")
    default void nothingIsLeftBehind(RuleContext trial) throws Exception {
        int nodes = 4;
        for (int i = 0; i < nodes; i++) {
            usedNode(trial).close();
        }
        int threads = Threads.count();
        int connections = trial.network().connections();
        List<Node> opened = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            opened.add(usedNode(trial));
        }
        vanish(trial);
        trial.together(nodes, i -> () -> {
            trial.expectThrown(
                    StoreUnavailableException.class, () -> opened.get(i).get(trial.sid()));
            Outage.withinBound(trial, () -> opened.get(i).close());
            return true;
        });
        trial.note("network: healed");
        trial.network().heal();
        trial.eventually(
                "no more threads than before " + nodes + " stores were used and closed",
                () -> Threads.count() < threads + nodes);
        trial.eventually(
                "no more connections than before " + nodes + " stores were used and closed",
                () -> trial.network().connections() < connections + nodes);
    }

    private static Node usedNode(RuleContext trial) throws Exception {
        Node node = trial.open("N");
        String sid = trial.sid();
        node.set(sid, TEXT, trial.inAnHour());
        node.get(sid);
        return node;
    }

    private static void trickle(RuleContext trial) {
        Duration pause = trial.harness().timeout().multipliedBy(7).dividedBy(10);
        trial.note("network: " + pause.toMillis() + " ms before each byte of an answer");
        trial.network().trickle(pause);
    }

    private static void vanish(RuleContext trial) {
        trial.note("network: the host has vanished");
        trial.network().vanish();
    }

    /** Any text may be there by now, since a write that was given up may have happened. */
    private static void heal(RuleContext trial, String sid) {
        trial.note("network: healed");
        trial.network().heal();
        Outage.answerAfterHealing(trial, trial.a(), sid);
    }
}
