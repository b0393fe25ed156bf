package dev.sessionstore.conformance;

import static dev.sessionstore.conformance.Requirement.NETWORK;
import static dev.sessionstore.conformance.Requirement.SHARED;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How old a read may be when the network fails: the text is not too old, or the store is unavailable. */
interface StalenessFaultRules {

    @Rule(
            id = "STALE-7",
            needs = {NETWORK, SHARED},
            says = "after connections were cut no read is older than staleness() either",
            because = "what happened while the connection was lost is not reported on the next one")
    default void cutConnections(RuleContext context) {
        Versions versions = new Versions(context);
        Store a = context.a().raw();
        writeUntilAcknowledged(context, versions, context.b());
        for (int round = 0; round < 4; round++) {
            readUntilAnswered(context, versions, a);
            readFor(Duration.ofMillis(20), versions, a);
            int connections = context.network().connections();
            if (round % 2 == 0) {
                context.note("network: all connections are cut");
                context.network().cut();
            } else {
                context.note("network: connections are cut and refused, then healed");
                context.network().refuse();
                context.network().heal();
            }
            writeUntilAcknowledged(context, versions, context.b());
            context.note("A reads until its connections are back, and longer");
            long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            while (context.network().connections() < connections && System.nanoTime() - end < 0) {
                read(versions, a);
            }
            readFor(a.staleness().multipliedBy(2).plusMillis(20), versions, a);
            readUntilAnswered(context, versions, a);
        }
    }

    @Rule(
            id = "STALE-8",
            needs = {NETWORK, SHARED},
            says = "when existing connections went silent for ever no read is older than staleness() either",
            because = "that no change is reported does not prove that there was none",
            source = "half-open connections, RFC 9293 section 3.5.1")
    default void silentConnections(RuleContext context) throws Exception {
        Versions versions = new Versions(context);
        Store a = context.a().raw();
        writeUntilAcknowledged(context, versions, context.b());
        readUntilAnswered(context, versions, a);
        readFor(Duration.ofMillis(20), versions, a);
        context.note("network: the existing connections are silent from now on");
        context.network().silence();
        Node late = context.open("C");
        writeUntilAcknowledged(context, versions, late);
        readFor(a.staleness().multipliedBy(2).plusMillis(20), versions, a);
        readUntilAnswered(context, versions, a);
        context.note("C writes once more");
        writeUntilAcknowledged(context, versions, late);
        readFor(a.staleness().multipliedBy(2).plusMillis(20), versions, a);
    }

    /** A write that fails may have happened, so each attempt is a version of its own. */
    private static void writeUntilAcknowledged(RuleContext context, Versions versions, Node node) {
        context.eventually("an acknowledged write", () -> {
            try {
                versions.write(node.raw());
                return true;
            } catch (StoreUnavailableException notYet) {
                return false;
            }
        });
        context.note("version " + versions.acknowledged() + " is written");
    }

    private static void readFor(Duration time, Versions versions, Store reader) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            read(versions, reader);
        }
    }

    private static void readUntilAnswered(RuleContext context, Versions versions, Store reader) {
        context.note("A reads until it gets an answer");
        context.eventually("an answer from the store", () -> read(versions, reader));
    }

    private static boolean read(Versions versions, Store reader) {
        LockSupport.parkNanos(200_000);
        try {
            versions.read(reader);
            return true;
        } catch (StoreUnavailableException allowed) {
            return false;
        }
    }
}
