package dev.sessionstore.moving;

import dev.sessionstore.Listing;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The thread that brings over what nobody uses. Goes round until the old store is empty; waits while a store is away. */
final class Copier {

    private static final System.Logger LOG = System.getLogger(Copier.class.getName());
    private static final Duration REST = Duration.ofMillis(500);

    private final Listing fromListing;
    private final Handover handover;
    private final Duration pause;
    private final Thread thread = new Thread(this::run, "session-move");
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Progress progress = new Progress(Progress.State.COPYING, 0, 0, 0, null);

    Copier(Listing fromListing, Handover handover, Duration pause) {
        this.fromListing = fromListing;
        this.handover = handover;
        this.pause = pause;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Progress progress() {
        return progress;
    }

    boolean awaitDone(Duration atMost) throws InterruptedException {
        return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS) && progress.state() == Progress.State.DONE;
    }

    /** Lets the session that is being moved arrive, then ends. */
    void close() {
        stop.countDown();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
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

    private void run() {
        try {
            boolean done = false;
            while (!done && !isStopped()) {
                done = round();
                if (!done && progress.state() == Progress.State.WAITING) {
                    rest(REST);
                }
            }
        } catch (InterruptedException e) {
            report(Progress.State.CLOSED, progress.refused(), "interrupted");
        } finally {
            if (progress.state() != Progress.State.DONE) {
                report(Progress.State.CLOSED, progress.refused(), progress.problem());
            }
            ended.countDown();
        }
    }

    /** {@return true when the old store was found empty} */
    private boolean round() throws InterruptedException {
        try {
            if (progress.total() == 0) {
                progress = new Progress(Progress.State.COPYING, fromListing.count(), progress.moved(), 0, null);
            }
            return copyAll();
        } catch (StoreUnavailableException e) {
            report(Progress.State.WAITING, progress.refused(), e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Moving sessions failed and is tried again", e);
            report(Progress.State.WAITING, progress.refused(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean copyAll() throws InterruptedException {
        long seen = 0;
        long refused = 0;
        try (Stream<String> sids = fromListing.sids()) {
            for (Iterator<String> each = sids.iterator(); each.hasNext() && !isStopped(); ) {
                seen++;
                refused += moves(each.next()) ? 0 : 1;
                rest(pause);
            }
        }
        if (isStopped()) {
            return false;
        }
        if (seen == 0) {
            handover.fromIsEmpty();
            report(Progress.State.DONE, 0, null);
            return true;
        }
        report(refused == 0 ? Progress.State.COPYING : Progress.State.WAITING, refused, progress.problem());
        return false;
    }

    private boolean moves(String sid) {
        try {
            handover.settle(sid);
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            String problem = "The new store refuses session " + StoreArguments.shorten(sid) + ": " + e.getMessage();
            if (!problem.equals(progress.problem())) {
                LOG.log(System.Logger.Level.WARNING, problem);
            }
            report(Progress.State.COPYING, progress.refused(), problem);
            return false;
        }
        Progress now = progress;
        long moved = now.moved() + 1;
        progress =
                new Progress(Progress.State.COPYING, Math.max(now.total(), moved), moved, now.refused(), now.problem());
        return true;
    }

    private void report(Progress.State state, long refused, @Nullable String problem) {
        progress = new Progress(state, progress.total(), progress.moved(), refused, problem);
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Waits, or less when this is stopped meanwhile; {@link #isStopped} tells which. */
    private void rest(Duration time) throws InterruptedException {
        if (!time.isZero() && stop.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.log(System.Logger.Level.DEBUG, "Moving sessions ends early");
        }
    }
}
