package dev.sessionstore.redis;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one {@link ChangeLink} up and has it prove itself. A link that ends is replaced by a new one, to where the address
 * leads then, soon at first and every second at last. {@code GET} and {@code PTTL} are sent on the link while it is proven, and {@code GET}
 * on the store's own connection while it is not, and after a loss of either, so that reads are not back before writes.
 */
final class RedisWatch implements Watch {

    private static final System.Logger LOG = System.getLogger(RedisWatch.class.getName());

    private static final long FIRST_RETRY = 10;
    private static final long LAST_RETRY = 1000;

    /** A link that is late with more proofs is not read on, so that one that hangs holds up few reads. */
    private static final int LATE_PROOFS = 5;

    /**
     * Redis counts a time to live from the clock that it read before the commands of a round, so it may be some milliseconds too
     * long. An expiry that is told too early only costs a read.
     */
    private static final long SERVER_CLOCK_LATE = 10;

    private final ChangeLink.Opener opener;
    private final CommandExecutor executor;
    private final Keys keys;
    private final TimeToLive ttl;
    private final Watcher watcher;
    private final Consumer<RedisWatch> whenClosed;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Link live;
    private volatile long readableLag;
    private long retry = FIRST_RETRY;

    RedisWatch(
            ChangeLink.Opener opener,
            CommandExecutor executor,
            Keys keys,
            TimeToLive ttl,
            Watcher watcher,
            Consumer<RedisWatch> whenClosed) {
        this.opener = opener;
        this.executor = executor;
        this.keys = keys;
        this.ttl = ttl;
        this.watcher = watcher;
        this.whenClosed = whenClosed;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread named = new Thread(work, "session store, watching Redis");
            named.setDaemon(true);
            return named;
        });
    }

    /** Opens the first link. */
    void begin(Duration proofEvery) {
        readableLag = LATE_PROOFS * proofEvery.toNanos();
        try {
            executor.executeOnLink("watch", null, redis -> CompletableFuture.runAsync(() -> open(true), thread));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        thread.scheduleWithFixedDelay(this::prove, 0, proofEvery.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** @throws RuntimeException the client's exception */
    private void open(boolean confirmed) {
        Link link = new Link();
        link.confirmed = confirmed;
        try {
            link.connection = opener.open(link);
        } catch (RuntimeException | Error e) {
            link.ended();
            throw e;
        }
        watcher.lost();
        live = link;
        if (link.over.get() || closed.get()) {
            link.close();
        }
    }

    private void openAgain() {
        try {
            open(false);
            retry = FIRST_RETRY;
        } catch (RuntimeException | Error notYet) {
            boolean refused = executor.errorReply(notYet) != null || notYet instanceof Error;
            LOG.log(
                    refused ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                    "Changes in Redis are not reported; tried again within a second",
                    notYet);
        }
    }

    private void openLater() {
        try {
            thread.schedule(this::openAgain, retry, TimeUnit.MILLISECONDS);
            retry = Math.min(LAST_RETRY, 2 * retry);
        } catch (RejectedExecutionException closedMeanwhile) {
            LOG.log(System.Logger.Level.DEBUG, "The watch is closed");
        }
    }

    private void prove() {
        Link link = live;
        if (link != null && !link.over.get()) {
            link.prove();
        }
    }

    @Override
    public Reading read(String sid) {
        StoreArguments.requireOpen(!closed.get());
        executor.requireOpen();
        if (!keys.isSid(sid)) {
            return Reading.absent(false);
        }
        String key = keys.of(sid);
        Link link = live;
        if (link != null && link.confirmed && !executor.isUnanswered() && link.lag() <= readableLag) {
            Reading reading = readOn(link, sid, key);
            if (reading != null) {
                return reading;
            }
        }
        String value = executor.execute("get", sid, redis -> redis.get(key));
        if (link != null) {
            link.confirmed = true;
        }
        return value == null ? Reading.absent(false) : new Reading(value, Instant.MIN, false);
    }

    /** {@return null when the key is not there, or the link was lost, which a read may notice first: that takes less than a timeout} */
    private @Nullable Reading readOn(Link link, String sid, String key) {
        long began = System.nanoTime();
        Instant before = ttl.clock().instant();
        ChangeLink.Value found;
        try {
            found = executor.executeOnLink("get", sid, redis -> link.read(key));
        } catch (StoreUnavailableException e) {
            if (link.over.get()
                    || System.nanoTime() - began < executor.timeout().toNanos() / 2) {
                return null;
            }
            throw e;
        }
        if (found == null) {
            return null;
        }
        if (found.value() == null || found.timeToLive() == TimeToLive.NO_KEY) {
            return Reading.absent(true);
        }
        Instant expiresAt = found.timeToLive() == TimeToLive.NO_EXPIRY
                ? Instant.MAX
                : before.plusMillis(found.timeToLive() - SERVER_CLOCK_LATE);
        return new Reading(found.value(), expiresAt, true);
    }

    @Override
    public long lagNanos() {
        Link link = live;
        return link == null ? Long.MAX_VALUE : link.lag();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            thread.shutdownNow();
            Link link = live;
            if (link != null) {
                link.close();
            }
            whenClosed.accept(this);
        }
    }

    private final class Link implements ChangeLink.Listener {

        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable ChangeLink connection;
        private volatile long proven = System.nanoTime();
        private volatile long asked;
        private volatile boolean waiting;

        /** What cut the link may have cut the store's own connection, so that reads would be back before writes are. */
        private volatile boolean confirmed;

        /** Asks again when the last question was answered, and gives the link up when that takes too long. */
        void prove() {
            long now = System.nanoTime();
            if (waiting) {
                if (now - asked > executor.timeout().toNanos()) {
                    ended();
                }
                return;
            }
            waiting = true;
            asked = now;
            try {
                opened().prove().whenComplete((answer, thrown) -> {
                    if (thrown == null) {
                        proven = now;
                        waiting = false;
                    } else {
                        ended();
                    }
                });
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "A link was lost", e);
                ended();
            }
        }

        CompletionStage<ChangeLink.@Nullable Value> read(String key) {
            return opened().read(key);
        }

        private ChangeLink opened() {
            return Objects.requireNonNull(connection);
        }

        long lag() {
            return over.get() ? Long.MAX_VALUE : System.nanoTime() - proven;
        }

        @Override
        public void changed(List<String> changed) {
            if (closed.get()) {
                return;
            }
            keys.sids(changed).forEach(watcher::changed);
        }

        @Override
        public void allChanged() {
            watcher.lost();
        }

        @Override
        public void ended() {
            if (over.compareAndSet(false, true)) {
                if (live == this) {
                    watcher.lost();
                }
                close();
                openLater();
            }
        }

        void close() {
            over.set(true);
            ChangeLink opened = connection;
            if (opened != null) {
                opened.close();
            }
        }
    }
}
