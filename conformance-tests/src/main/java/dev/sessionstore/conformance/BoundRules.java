package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.NETWORK;
import static dev.sessionstore.conformance.Sample.OTHER;
import static dev.sessionstore.conformance.Sample.TEXT;

import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The time that a call may take, whatever the server does with the bytes. */
interface BoundRules {

    @Rule(
            id = "BOUND-1",
            needs = NETWORK,
            says = "answers that arrive byte by byte do not delay a call beyond its bound",
            because = "a timeout that begins again with each byte never ends, and waiting threads pile up")
    default void answersThatTrickle(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        trickle(context);
        Outage.expectAllWithinBound(context, Outage.allCalls(context, sid));
        heal(context, sid);
    }

    @Rule(
            id = "BOUND-2",
            needs = NETWORK,
            says = "a write that the server does not read ends in time, also when it is larger than all buffers",
            because = "the timeouts of drivers apply to reads; a thread that is blocked in a write waits forever")
    default void writesThatNobodyReads(RuleContext context) {
        String sid = context.sid();
        String large = "\"" + "x".repeat(8 << 20) + "\"";
        context.a().set(sid, TEXT, context.inAnHour());
        context.note("network: the server reads nothing more");
        context.network().stopReading();
        List<Action> calls = new ArrayList<>(List.of(
                () -> context.a().set(sid, large, context.inAnHour()),
                () -> context.a().get(sid)));
        if (context.a().store().conditionalWrites().isPresent()) {
            calls.add(() -> context.a().create(context.sid(), large, context.inAnHour()));
            calls.add(() -> context.a().replace(sid, TEXT, large, context.inAnHour()));
        }
        Outage.expectAllWithinBound(context, calls);
        heal(context, sid);
    }

    @Rule(
            id = "BOUND-3",
            needs = NETWORK,
            says = "when the host vanishes every call ends in a StoreUnavailableException in time, on existing"
                    + " connections and on new ones, and the store recovers when the host is back",
            because =
                    "a host without power sends neither an answer nor a reset, and connecting to it takes minutes to fail",
            source = "half-open connections, RFC 9293 section 3.5.1")
    default void vanishedHost(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        vanish(context);
        Outage.expectAllUnavailable(context, sid);
        Outage.expectAllUnavailable(context, sid);
        heal(context, sid);
    }

    @Rule(
            id = "BOUND-4",
            needs = NETWORK,
            says = "when new connections are accepted and get no answer every call ends in a"
                    + " StoreUnavailableException in time, and the store recovers",
            because = "a login has no timeout in many drivers, and one that hangs can block all later ones")
    default void serverThatAcceptsAndSaysNothing(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        context.note("network: all connections are cut, new ones are accepted and get no answer");
        context.network().acceptSilently();
        context.network().cut();
        Outage.expectAllUnavailable(context, sid);
        heal(context, sid);
    }

    @Rule(
            id = "BOUND-5",
            needs = NETWORK,
            says = "connecting, login and command share one bound: slow answers do not add up",
            because = "with a timeout per step a call to a slow server takes a multiple of its timeout")
    default void stepsDoNotAddUp(RuleContext context) {
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        Duration late = context.harness().timeout().multipliedBy(9).dividedBy(10);
        context.note("network: all connections are cut, and every answer is " + late.toMillis() + " ms late");
        context.network().delay(late);
        context.network().cut();
        Outage.expectAllWithinBound(context, Outage.callsOnOneSession(context, sid));
        heal(context, sid);
    }

    @Rule(
            id = "BOUND-6",
            needs = NETWORK,
            says = "clear and sweep end in time when the server is lost midway",
            because = "a call that tries each session takes as many timeouts as there are sessions")
    default void longCallsThatLoseTheirServer(RuleContext context) {
        String sid = context.sid();
        List<Action> calls = new ArrayList<>();
        context.a()
                .store()
                .listing()
                .ifPresent(any -> calls.add(() -> context.a().clear()));
        context.a()
                .store()
                .sweeping()
                .ifPresent(any -> calls.add(() -> context.a().sweep(100)));
        for (Action call : calls) {
            for (int i = 0; i < 8; i++) {
                context.a().set(context.sid(), TEXT, context.in(Duration.ofMinutes(30)));
            }
            context.advance(Sample.HOUR);
            for (int i = 0; i < 8; i++) {
                context.a().set(context.sid(), TEXT, context.inAnHour());
            }
            context.note("network: one more answer, then nothing goes through");
            context.network().hangAfter(1);
            Outage.expectAllWithinBound(context, List.of(call));
            heal(context, sid);
        }
    }

    @Rule(
            id = "BOUND-7",
            needs = NETWORK,
            says = "close ends in time whatever the server does, and so do the calls in progress",
            because = "a shutdown that waits for a dead server is ended by force, and loses good sessions")
    default void closeEndsInTime(RuleContext context) throws Exception {
        List<Action> faults = List.of(() -> vanish(context), () -> trickle(context));
        for (Action fault : faults) {
            String sid = context.sid();
            Node busy = context.open("busy");
            Node idle = context.open("idle");
            busy.set(sid, TEXT, context.inAnHour());
            idle.get(sid);
            Outage.run(fault);
            Outage.expectAllWithinBound(
                    context,
                    List.of(
                            () -> Outage.endsUnlessClosed(() -> busy.get(sid)),
                            () -> Outage.endsUnlessClosed(() -> busy.set(sid, OTHER, context.inAnHour())),
                            busy::close,
                            idle::close));
            context.note("network: healed");
            context.network().heal();
        }
    }

    @Rule(
            id = "BOUND-8",
            needs = NETWORK,
            says = "the store leaves no thread and no connection of its own behind when it is closed while the host is"
                    + " vanished",
            because = "calls that were given up must not go on in the background")
    default void nothingIsLeftBehind(RuleContext context) throws Exception {
        int nodes = 4;
        for (int i = 0; i < nodes; i++) {
            usedNode(context).close();
        }
        int threads = Threads.count();
        int connections = context.network().connections();
        List<Node> opened = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            opened.add(usedNode(context));
        }
        vanish(context);
        context.together(nodes, i -> () -> {
            context.expectThrown(
                    StoreUnavailableException.class, () -> opened.get(i).get(context.sid()));
            Outage.withinBound(context, () -> opened.get(i).close());
            return true;
        });
        context.note("network: healed");
        context.network().heal();
        context.eventually(
                "no more threads than before " + nodes + " stores were used and closed",
                () -> Threads.count() < threads + nodes);
        context.eventually(
                "no more connections than before " + nodes + " stores were used and closed",
                () -> context.network().connections() < connections + nodes);
    }

    private static Node usedNode(RuleContext context) throws Exception {
        Node node = context.open("N");
        String sid = context.sid();
        node.set(sid, TEXT, context.inAnHour());
        node.get(sid);
        return node;
    }

    private static void trickle(RuleContext context) {
        Duration pause = context.harness().timeout().multipliedBy(7).dividedBy(10);
        context.note("network: " + pause.toMillis() + " ms before each byte of an answer");
        context.network().trickle(pause);
    }

    private static void vanish(RuleContext context) {
        context.note("network: the host has vanished");
        context.network().vanish();
    }

    /** Any text is allowed, since a write that was given up may have happened. */
    private static void heal(RuleContext context, String sid) {
        context.note("network: healed");
        context.network().heal();
        Outage.answerAfterHealing(context, context.a(), sid);
    }
}
