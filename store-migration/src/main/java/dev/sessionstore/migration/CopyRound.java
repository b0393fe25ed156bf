package dev.sessionstore.migration;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the sessions of the old store: moves a bounded number of them at once, each on its own thread. A session that is
 * listed twice may be moved by two threads at once, which is as safe as between nodes.
 */
final class CopyRound implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CopyRound.class.getName());

    private static final Duration LONGEST_END = Duration.ofMinutes(1);

    private final int concurrency;
    private final Set<Thread> workers;
    private final Predicate<String> migrate;
    private final Function<String, Optional<Instant>> expiryInOld;
    private final CopyReport report;
    private final List<Thread> started = new CopyOnWriteArrayList<>();
    private final Semaphore free;
    private final ExecutorService threads;
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicReference<@Nullable StoreUnavailableException> failure = new AtomicReference<>();

    /**
     * @param workers contains each thread while it moves a session
     * @param migrate moves a session; false when the old store did not return it
     * @param expiryInOld whether the old store still lists a session that it did not return
     */
    CopyRound(
            int concurrency,
            Set<Thread> workers,
            Predicate<String> migrate,
            Function<String, Optional<Instant>> expiryInOld,
            CopyReport report) {
        this.concurrency = concurrency;
        this.workers = workers;
        this.migrate = migrate;
        this.expiryInOld = expiryInOld;
        this.report = report;
        this.free = new Semaphore(concurrency);
        this.threads = Executors.newFixedThreadPool(concurrency, work -> {
            Thread thread = new Thread(work, "sessionstore-migration worker");
            thread.setDaemon(true);
            started.add(thread);
            return thread;
        });
    }

    /** Moves a session as soon as a thread is free. Ends the round when a store is unavailable. */
    void move(String sid) throws InterruptedException {
        free.acquire();
        rethrowFailure();
        threads.execute(() -> {
            workers.add(Thread.currentThread());
            try {
                moveNow(sid);
            } finally {
                workers.remove(Thread.currentThread());
                free.release();
            }
        });
    }

    long moved() {
        return moved.get();
    }

    long refused() {
        return refused.get();
    }

    void rethrowFailure() {
        StoreUnavailableException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }

    /** Waits for the sessions that are being moved, which takes no longer than the calls of the stores do. */
    @Override
    public void close() {
        free.acquireUninterruptibly(concurrency);
        threads.shutdown();
        try {
            for (Thread thread : started) {
                thread.join(LONGEST_END.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (started.stream().anyMatch(Thread::isAlive)) {
            LOG.log(System.Logger.Level.WARNING, "A thread that moves sessions has not ended");
        }
    }

    private void moveNow(String sid) {
        try {
            if (migrate.test(sid)) {
                moved.incrementAndGet();
                report.moved();
            } else if (expiryInOld.apply(sid).isPresent()) {
                refuse("The old store lists session " + StoreArguments.shorten(sid) + " and does not return its data");
            }
        } catch (StoreUnavailableException e) {
            failure.compareAndSet(null, e);
        } catch (RuntimeException e) {
            refuse("The new store refuses session " + StoreArguments.shorten(sid) + ": " + e.getMessage());
        }
    }

    private void refuse(String problem) {
        refused.incrementAndGet();
        report.problem(problem);
    }
}
