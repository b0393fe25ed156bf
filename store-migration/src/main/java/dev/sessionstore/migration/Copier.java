package dev.sessionstore.migration;

import dev.sessionstore.Listing;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The thread that brings over what nobody uses, several sessions at once. Goes round until the old store is empty; waits while
 * a store is away, and after a round that could move nothing.
 */
final class Copier {

    private static final System.Logger LOG = System.getLogger(Copier.class.getName());
    private static final Duration REST = Duration.ofMillis(500);

    private final Listing fromListing;
    private final Handover handover;
    private final CopyReport report;
    private final Duration pause;
    private final Duration timeout;
    private final int concurrency;
    private final Thread thread = new Thread(this::run, "session-move");
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    Copier(Listing fromListing, Handover handover, long total, Duration timeout, Duration pause, int concurrency) {
        this.fromListing = fromListing;
        this.handover = handover;
        this.report = new CopyReport(total);
        this.timeout = timeout;
        this.pause = pause;
        this.concurrency = concurrency;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Progress progress() {
        return report.progress();
    }

    boolean awaitDone(Duration atMost) throws InterruptedException {
        return ended.await(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS)
                && progress().state() == Progress.State.DONE;
    }

    /** Lets the sessions that are being moved arrive, then ends. Does not wait where it would wait for its own thread. */
    void close() {
        stop.countDown();
        boolean interrupted = false;
        while (thread.isAlive() && !isOwn(Thread.currentThread())) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a thread moves sessions, and this is called by a listener of one of the stores. */
    private boolean isOwn(Thread current) {
        return current == thread || workers.contains(current);
    }

    private void run() {
        try {
            boolean done = false;
            while (!done && !isStopped()) {
                done = round();
                if (!done && progress().state() == Progress.State.WAITING) {
                    rest(REST);
                }
            }
        } catch (InterruptedException e) {
            report.closed("interrupted");
        } finally {
            if (progress().state() != Progress.State.DONE) {
                report.closed(progress().problem());
            }
            ended.countDown();
        }
    }

    /** {@return true when the old store was found empty} */
    private boolean round() throws InterruptedException {
        try {
            return copyAll();
        } catch (StoreUnavailableException e) {
            report.waiting(e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Moving sessions failed and is tried again", e);
            report.waiting(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean copyAll() throws InterruptedException {
        long seen = 0;
        Round round = new Round(
                concurrency,
                workers,
                sid -> handover.settle(sid, Deadline.after(timeout)),
                fromListing::expiresAt,
                report);
        try (round;
                Stream<String> sids = fromListing.sids()) {
            for (Iterator<String> each = sids.iterator(); each.hasNext() && !isStopped(); ) {
                seen++;
                round.move(each.next());
                rest(pause);
            }
        }
        round.throwWhatEndedIt();
        if (isStopped()) {
            return false;
        }
        if (seen == 0) {
            handover.fromIsEmpty();
            report.done();
            return true;
        }
        report.endOfRound(round.moved(), round.refused());
        return false;
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Waits, or less when this is stopped meanwhile; {@link #isStopped} tells which. */
    private void rest(Duration time) throws InterruptedException {
        if (!time.isZero() && stop.await(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS)) {
            LOG.log(System.Logger.Level.DEBUG, "Moving sessions ends early");
        }
    }
}
