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
 * The background thread that moves sessions, several at once. It starts a new round until the old store is empty. It waits
 * while a store is unavailable, and after a round that moved nothing.
 */
final class Copier {

    private static final System.Logger LOG = System.getLogger(Copier.class.getName());
    private static final Duration REST = Duration.ofMillis(500);

    private final StoreState state;
    private final Listing fromListing;
    private final Migration migration;
    private final CopyReport report;
    private final Duration pause;
    private final int concurrency;
    private final Thread thread = new Thread(this::run, "sessionstore-migration");
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    Copier(StoreState state, Listing fromListing, Migration migration, long total, Duration pause, int concurrency) {
        this.state = state;
        this.fromListing = fromListing;
        this.migration = migration;
        this.report = new CopyReport(total);
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

    /** Waits for the sessions that are being moved, then ends. Does not wait when called on one of its own threads. */
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

    /** Whether this is called by a listener of one of the stores, on a thread that moves sessions. */
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
        CopyRound round = new CopyRound(
                concurrency, workers, sid -> migration.migrate(sid, state.deadline()), fromListing::expiresAt, report);
        try (round;
                Stream<String> sids = fromListing.sids()) {
            for (Iterator<String> each = sids.iterator(); each.hasNext() && !isStopped(); ) {
                seen++;
                round.move(each.next());
                rest(pause);
            }
        }
        round.rethrowFailure();
        if (isStopped()) {
            return false;
        }
        if (seen == 0) {
            migration.setFromEmpty();
            report.done();
            return true;
        }
        report.endOfRound(round.moved(), round.refused());
        return false;
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Waits, or less when this is stopped meanwhile; see {@link #isStopped}. */
    private void rest(Duration time) throws InterruptedException {
        if (!time.isZero() && stop.await(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS)) {
            LOG.log(System.Logger.Level.DEBUG, "Moving sessions ends early");
        }
    }
}
