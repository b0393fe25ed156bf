package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.NETWORK;
import static dev.sessionstore.conformance.Requirement.SHARED;
import static dev.sessionstore.conformance.Requirement.WATCHING;
import static dev.sessionstore.conformance.Sample.TEXT;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watch;
import java.util.List;

/** What a watch does when the network fails. */
interface WatchFaultRules {

    @Rule(
            id = "WATCH-20",
            needs = {WATCHING, NETWORK},
            says = "when connections are cut the loss is reported, and afterwards changes are reported again",
            because = "after a reconnect a backend reports nothing until it is asked again",
            source = "the javadoc of dev.sessionstore.Watching")
    default void lossesAreReported(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        String sid = context.sid();
        for (int round = 0; round < 3; round++) {
            watched.read(sid);
            int losses = watched.reports().losses();
            context.note("network: all connections are cut");
            context.network().cut();
            context.eventually("a report of the loss", () -> watched.reports().losses() > losses);
            Watched.Begun read = watched.read(sid);
            writeUntilAcknowledged(context, context.b(), sid);
            watched.expectReport("the write after the loss", sid, read);
        }
    }

    @Rule(
            id = "WATCH-21",
            needs = {WATCHING, NETWORK, SHARED},
            says = "while connections are silent the lag grows, and in the end the loss or the change is reported",
            because = "a dead connection looks like one on which nothing happens",
            source = "half-open connections, RFC 9293 section 3.5.1")
    default void silenceIsNoProof(RuleContext context) throws Exception {
        Watched watched = Watched.by(context, context.a());
        String sid = context.sid();
        Watched.Begun read = watched.read(sid);
        context.note("network: the existing connections are silent from now on");
        context.network().silence();
        Node late = context.open("C");
        long acknowledged = writeUntilAcknowledged(context, late, sid);
        context.eventually("a report of the loss or of the change", () -> {
            watched.expectHonestLag(sid, read, acknowledged);
            return watched.reports().of(sid) > read.reportedBefore();
        });
        Watched.Begun again = watched.read(sid);
        writeUntilAcknowledged(context, late, sid);
        watched.expectReport("the next write", sid, again);
    }

    @Rule(
            id = "WATCH-22",
            needs = {WATCHING, NETWORK},
            says =
                    "while the server refuses or hangs a watch's read and its begin are a StoreUnavailableException in time",
            because = "an outage that looks like an absent session closes all connections that wait for its end",
            source = "the javadoc of dev.sessionstore.Watch")
    default void outagesAreNoEnd(RuleContext context) {
        Watched watched = Watched.by(context, context.a());
        String sid = context.sid();
        context.a().set(sid, TEXT, context.inAnHour());
        for (boolean refuses : List.of(true, false)) {
            watched.read(sid);
            context.note("network: " + (refuses ? "connections are cut and refused" : "nothing goes through"));
            if (refuses) {
                context.network().refuse();
            } else {
                context.network().hang();
            }
            List<Action> calls = List.of(
                    () -> watched.watch().read(sid),
                    () -> watched.watch().read(context.sid()),
                    () -> context.a().watching().watch(new Reports(), Watched.PROOF_EVERY));
            context.together(calls.size(), i -> () -> {
                Outage.withinBound(context, () -> context.expectThrown(StoreUnavailableException.class, calls.get(i)));
                return true;
            });
            context.note("network: healed");
            context.network().heal();
        }
        context.expect(TEXT, watched.read(sid).reading().data());
    }

    @Rule(
            id = "WATCH-23",
            needs = {WATCHING, NETWORK},
            says = "a closed watch leaves no connection of its own behind",
            because = "a server refuses everyone when its connections are used up",
            source = "the javadoc of dev.sessionstore.Watch")
    default void noConnectionOfAWatchIsLeft(RuleContext context) {
        beginReadClose(context, 2);
        int before = context.network().connections();
        beginReadClose(context, 6);
        context.eventually(
                "no more connections after 6 times begin, read, close than before",
                () -> context.network().connections() < before + 3);
    }

    private static void beginReadClose(RuleContext context, int times) {
        for (int i = 0; i < times; i++) {
            Watched watched = Watched.by(context, context.a());
            watched.read(context.sid());
            try (Watch closing = watched.watch()) {
                context.note("it is closed");
            }
        }
    }

    private static long writeUntilAcknowledged(RuleContext context, Node node, String sid) {
        context.eventually("an acknowledged write", () -> {
            try {
                node.silently().set(sid, TEXT, context.inAnHour());
                return true;
            } catch (StoreUnavailableException notYet) {
                return false;
            }
        });
        return System.nanoTime();
    }
}
