package dev.sessionstore.session;

import dev.sessionstore.Store;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watch.Reading;
import dev.sessionstore.Watching.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at sessions until they have ended, on one thread. A session is looked at when the store reports a change of it, when it should
 * have expired, and every few seconds where the store reports nothing or its reports are late. A store that is closed ends the thread.
 */
final class EndOfSessions implements Watcher {

    private static final System.Logger LOG = System.getLogger(EndOfSessions.class.getName());

    private static final Duration PROOF = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofSeconds(3);
    private static final Duration UNTIL_REPORTED = Duration.ofSeconds(1);
    private static final Duration WITHOUT_REPORTS = Duration.ofSeconds(5);

    private final Store store;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Watch watch;

    /**
     * Who waits for the end of a session.
     *
     * @param key under which the store keeps it
     * @param ended called on the thread
     */
    record Waiter(String key, Runnable ended) {}

    /** Those who wait for one session, and when to look at it again. */
    private static final class Waiting {
        private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
        private volatile Instant due = Instant.MAX;
    }

    private EndOfSessions(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread named = new Thread(work, "session store, waiting for the end of sessions");
            named.setDaemon(true);
            return named;
        });
    }

    static EndOfSessions start(Store store, InstantSource clock) {
        EndOfSessions ends = new EndOfSessions(store, clock);
        ends.thread.scheduleWithFixedDelay(ends::everySecond, 0, 1, TimeUnit.SECONDS);
        return ends;
    }

    void add(Waiter waiter) {
        waiting.compute(waiter.key(), (key, known) -> {
            Waiting those = known == null ? new Waiting() : known;
            those.waiters.add(waiter);
            return those;
        });
        changed(waiter.key());
    }

    void remove(Waiter waiter) {
        waiting.computeIfPresent(waiter.key(), (key, those) -> {
            those.waiters.remove(waiter);
            return those.waiters.isEmpty() ? null : those;
        });
    }

    void close() {
        thread.shutdownNow();
        Watch open = watch;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void changed(String key) {
        if (waiting.containsKey(key)) {
            submit(() -> look(key));
        }
    }

    @Override
    public void lost() {
        submit(this::lookAtAll);
    }

    private void submit(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closed) {
            LOG.log(System.Logger.Level.DEBUG, "Nobody waits any more");
        }
    }

    private void everySecond() {
        Watch open = watch;
        if (open == null && store.watching().isPresent()) {
            open = begin();
        }
        if (open != null && open.lagNanos() > LATE.toNanos()) {
            lookAtAll();
            return;
        }
        Instant now = clock.instant();
        waiting.forEach((key, those) -> {
            if (!those.due.isAfter(now)) {
                look(key);
            }
        });
    }

    private @Nullable Watch begin() {
        try {
            Watch begun = store.watching().orElseThrow().watch(this, PROOF);
            watch = begun;
            if (thread.isShutdown()) {
                begun.close();
            }
            return begun;
        } catch (IllegalStateException storeClosed) {
            close();
            return null;
        } catch (RuntimeException e) {
            LOG.log(level(e), "Changes of sessions are not reported yet; they are looked for every few seconds", e);
            return null;
        }
    }

    /** An outage is the store's to tell. */
    private static System.Logger.Level level(RuntimeException failure) {
        return failure instanceof StoreUnavailableException ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
    }

    private void lookAtAll() {
        waiting.keySet().forEach(this::look);
    }

    private void look(String key) {
        Waiting those = waiting.get(key);
        if (those == null) {
            return;
        }
        Watch open = watch;
        try {
            Reading reading = open == null ? read(key) : open.read(key);
            if (reading.data() == null) {
                waiting.compute(key, (ended, all) -> null);
                those.waiters.forEach(this::tell);
            } else {
                those.due = nextLook(reading, open != null);
            }
        } catch (IllegalStateException storeClosed) {
            LOG.log(System.Logger.Level.DEBUG, "The store is closed, so nobody will be told any more");
            close();
        } catch (RuntimeException e) {
            LOG.log(level(e), "Whether a session has ended could not be asked; it will be again", e);
            those.due = Instant.MIN;
        }
    }

    private Reading read(String key) {
        return store.get(key).map(data -> new Reading(data, Instant.MAX, false)).orElseGet(() -> Reading.absent(false));
    }

    private Instant nextLook(Reading reading, boolean reports) {
        if (!reading.watched()) {
            return clock.instant().plus(reports ? UNTIL_REPORTED : WITHOUT_REPORTS);
        }
        return reading.expiresAt();
    }

    private void tell(Waiter waiter) {
        try {
            waiter.ended().run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "What waited for the end of a session failed", e);
        }
    }
}
