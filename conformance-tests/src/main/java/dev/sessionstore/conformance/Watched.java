package dev.sessionstore.conformance;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A watch as the rules use it. Ends with its store at the latest.
 *
 * @param watch of a node
 * @param reports of the watch so far
 */
record Watched(RuleContext context, Node node, Watch watch, Reports reports) {

    /** Often enough for a rule that waits for a proof, and so that a busy machine keeps up. */
    static final Duration PROOF_EVERY = Duration.ofMillis(20);

    /** A lag that a watch reaches again and again while all is well. */
    static final Duration SMALL_LAG = Duration.ofMillis(500);

    static Watched by(RuleContext context, Node node) {
        return by(context, node, new Reports());
    }

    static Watched by(RuleContext context, Node node, Reports reports) {
        context.note("a watch begins");
        return new Watched(context, node, node.watching().watch(reports, PROOF_EVERY), reports);
    }

    /** A read whose next change is to be reported. */
    record Begun(Reading reading, int reportedBefore) {}

    /** Reads until the next change is reported: a link that was lost, or is late on a busy machine, needs a moment. */
    Begun read(String sid) {
        List<Begun> begun = new ArrayList<>();
        context.eventually("a read by the watch whose next change is reported", () -> {
            int before = reports.of(sid);
            try {
                Reading reading = watch.read(sid);
                if (reading.watched()) {
                    begun.add(new Begun(reading, before));
                }
            } catch (StoreUnavailableException notYet) {
                context.note("the watch reads: " + notYet.getMessage());
            }
            return !begun.isEmpty();
        });
        context.note("the watch reads " + context.wording().of(sid) + " → "
                + context.wording().of(begun.get(0).reading()));
        return begun.get(0);
    }

    /** Waits for the report of a change after a read began. */
    void expectReport(String what, String sid, Begun read) {
        context.eventually(
                "a report of " + what + " of " + context.wording().of(sid),
                () -> reports.of(sid) > read.reportedBefore());
    }

    /**
     * A change of a session was acknowledged at an instant by {@link System#nanoTime()} after a read began. Until it is reported the
     * watch must not claim that its reports are later than that.
     */
    void expectHonestLag(String sid, Begun read, long acknowledged) {
        long now = System.nanoTime();
        long lag = watch.lagNanos();
        if (reports.of(sid) == read.reportedBefore() && lag < now - acknowledged) {
            throw new RuleViolation(
                    "a lag of " + Duration.ofNanos(now - acknowledged)
                            + " or more, since a change that was acknowledged" + " that long ago is not reported",
                    Duration.ofNanos(lag).toString());
        }
    }
}
