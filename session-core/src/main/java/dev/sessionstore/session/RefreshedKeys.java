package dev.sessionstore.session;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sealing keys from a supplier that is called again after an interval, by one thread at a time. What it throws may quote a key, so only
 * its class is passed on. Thread-safe.
 */
final class RefreshedKeys implements KeySource {

    private static final System.Logger LOG = System.getLogger(SealingKeys.class.getName());
    private static final long AFTER_MISS = Duration.ofSeconds(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<SealingKeys> supplier;
    private final long interval;
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final AtomicReference<Attempt> last;
    private volatile KeyRing keys;

    private record Attempt(long at, CompletableFuture<Void> done) {}

    private RefreshedKeys(
            Supplier<SealingKeys> supplier, KeyRing keys, long interval, LongSupplier nanoTime, Executor executor) {
        this.supplier = supplier;
        this.keys = keys;
        this.interval = interval;
        this.nanoTime = nanoTime;
        this.executor = executor;
        this.last = new AtomicReference<>(new Attempt(nanoTime.getAsLong(), CompletableFuture.completedFuture(null)));
    }

    /** @throws IllegalStateException when the supplier fails */
    static RefreshedKeys start(
            Supplier<SealingKeys> supplier, Duration interval, LongSupplier nanoTime, Executor executor) {
        try {
            long nanos = TimeUnit.NANOSECONDS.convert(interval);
            return new RefreshedKeys(supplier, call(supplier), nanos, nanoTime, executor);
        } catch (RuntimeException e) {
            IllegalStateException failure = new IllegalStateException("the supplier of the sealing keys failed with "
                    + e.getClass().getName());
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        }
    }

    private static KeyRing call(Supplier<SealingKeys> supplier) {
        return supplier.get().source().current();
    }

    @Override
    public KeyRing current() {
        refreshAfter(interval);
        return keys;
    }

    @Override
    public KeyRing afterMiss() {
        try {
            refreshAfter(AFTER_MISS).done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "A request does not wait any longer for sealing keys");
        }
        return keys;
    }

    @Override
    public KeyRing last() {
        return keys;
    }

    /** {@return the refresh that is running, or that was the last one} Begins one if the last one is older. */
    private Attempt refreshAfter(long nanos) {
        Attempt before = lastAttempt();
        long now = nanoTime.getAsLong();
        if (!before.done.isDone() || now - before.at < nanos) {
            return before;
        }
        Attempt next = new Attempt(now, new CompletableFuture<>());
        if (!last.compareAndSet(before, next)) {
            return lastAttempt();
        }
        boolean begun = false;
        try {
            executor.execute(() -> refresh(next));
            begun = true;
        } finally {
            if (!begun) {
                next.done.complete(null);
            }
        }
        return next;
    }

    private Attempt lastAttempt() {
        return Objects.requireNonNull(last.get());
    }

    private void refresh(Attempt attempt) {
        try {
            KeyRing fresh = call(supplier);
            if (!fresh.first().equals(keys.first())) {
                LOG.log(Level.INFO, "Sessions are sealed with the key {0} from now on", fresh.first());
            }
            keys = fresh;
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "The sealing keys stay as they were, since their supplier failed with {0}",
                    e.getClass().getName());
        } finally {
            attempt.done.complete(null);
        }
    }
}
