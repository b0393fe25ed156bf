package dev.sessionstore.redis;

import dev.sessionstore.Availability;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks Redis and waits for the answer: the one place for time, interrupts and the end of the store. */
final class CommandExecutor {

    private static final long BETWEEN_RECONNECTS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RedisCommands port;
    private final Failures failures;
    private final Duration timeout;
    private final Availability availability;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong lastReconnect = new AtomicLong(System.nanoTime() - BETWEEN_RECONNECTS);

    CommandExecutor(RedisCommands port, String backend, Duration timeout, Availability availability) {
        this.port = port;
        this.failures = new Failures(backend, port::errorReply);
        this.timeout = timeout;
        this.availability = availability;
    }

    /**
     * @param operation what the store was asked to do, for messages
     * @param sid for messages, where it is shortened
     * @param command sends to Redis
     */
    <T extends @Nullable Object> T call(
            String operation, @Nullable String sid, Function<RedisCommands, CompletionStage<T>> command) {
        requireOpen();
        return availability.watch(() -> ask(new Asked(operation, sid), command));
    }

    void requireOpen() {
        StoreArguments.requireOpen(!closed.get());
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            Aside.close(port::close, RedisStoreBuilder.limit(timeout));
        }
    }

    /** {@return what Redis answered, when this is its error answer} */
    @Nullable
    ErrorReply errorReply(Throwable thrown) {
        return failures.errorReply(thrown);
    }

    private <T extends @Nullable Object> T ask(Asked asked, Function<RedisCommands, CompletionStage<T>> command) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(asked, "before anything was sent", new InterruptedException());
        }
        CompletableFuture<T> answer;
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            answer = command.apply(port.until(deadline)).toCompletableFuture();
        } catch (RuntimeException e) {
            throw failed(asked, e);
        }
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException e) {
            throw failed(asked, e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failures.unavailable(asked.toString(), "no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw interrupted(asked, "while waiting for the answer", e);
        }
    }

    /** A client that blocks notices an interrupt as a failure of its own, and may have taken the thread's flag. */
    private StoreException failed(Asked asked, Throwable thrown) {
        leaveReplica(thrown);
        StoreException failure = failures.of(asked.toString(), thrown);
        InterruptedException interrupt = interruptIn(thrown);
        if (interrupt == null || !(failure instanceof StoreUnavailableException)) {
            return failure;
        }
        Thread.currentThread().interrupt();
        return interrupted(asked, "while waiting for the answer", interrupt);
    }

    /** Of many calls that meet a replica on old connections, one is enough to replace them. */
    private void leaveReplica(Throwable thrown) {
        ErrorReply reply = failures.errorReply(thrown);
        long now = System.nanoTime();
        long last = lastReconnect.get();
        if (reply != null
                && reply.isOfReplica()
                && now - last >= BETWEEN_RECONNECTS
                && lastReconnect.compareAndSet(last, now)) {
            port.reconnect();
        }
    }

    private static @Nullable InterruptedException interruptIn(Throwable thrown) {
        return Causes.of(thrown)
                .filter(InterruptedException.class::isInstance)
                .map(InterruptedException.class::cast)
                .findFirst()
                .orElseGet(() -> Thread.currentThread().isInterrupted() ? new InterruptedException() : null);
    }

    private StoreUnavailableException interrupted(Asked asked, String when, InterruptedException cause) {
        return failures.unavailable(asked.toString(), "the thread was interrupted " + when, cause);
    }

    private record Asked(String operation, @Nullable String sid) {
        @Override
        public String toString() {
            return sid == null ? operation : operation + " of session " + StoreArguments.shorten(sid);
        }
    }
}
