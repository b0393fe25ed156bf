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

/** Sends commands and waits for the answer. The one place for timeouts, interrupts and the closed state of a store. */
final class CommandExecutor {

    private static final long BETWEEN_RECONNECTS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RedisCommands commands;
    private final ErrorTranslator errors;
    private final Duration timeout;
    private final Availability availability;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean unanswered;
    private final AtomicLong lastReconnect = new AtomicLong(System.nanoTime() - BETWEEN_RECONNECTS);

    CommandExecutor(RedisCommands commands, String backend, Duration timeout, Availability availability) {
        this.commands = commands;
        this.errors = new ErrorTranslator(backend, commands::errorReply);
        this.timeout = timeout;
        this.availability = availability;
    }

    /**
     * Runs one call of the store.
     *
     * @param name of the operation, for messages
     * @param sid for messages, which show it shortened
     * @param call sends one command, or several that share the timeout
     */
    <T extends @Nullable Object> T execute(
            String name, @Nullable String sid, Function<RedisCommands, CompletionStage<T>> call) {
        try {
            T answer = executeOnLink(name, sid, call);
            if (unanswered) {
                unanswered = false;
            }
            return answer;
        } catch (StoreUnavailableException e) {
            unanswered = true;
            throw e;
        }
    }

    /** As {@link #execute}, for a call that is sent on a connection other than the store's own. */
    <T extends @Nullable Object> T executeOnLink(
            String name, @Nullable String sid, Function<RedisCommands, CompletionStage<T>> call) {
        requireOpen();
        return availability.watch(() -> sendAndWait(new Operation(name, sid), call));
    }

    /** {@return whether the last call on the store's own connections got no answer} */
    boolean isUnanswered() {
        return unanswered;
    }

    Duration timeout() {
        return timeout;
    }

    void requireOpen() {
        StoreArguments.requireOpen(!closed.get());
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            ClientLifecycle.close(commands::close, RedisStoreBuilder.limit(timeout));
        }
    }

    /** {@return the error reply of Redis in an exception of the client; null when there is none} */
    @Nullable
    ErrorReply errorReply(Throwable thrown) {
        return errors.errorReply(thrown);
    }

    private <T extends @Nullable Object> T sendAndWait(
            Operation operation, Function<RedisCommands, CompletionStage<T>> call) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(operation, "before anything was sent", new InterruptedException());
        }
        CompletableFuture<T> answer;
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            answer = call.apply(commands.until(deadline)).toCompletableFuture();
        } catch (RuntimeException e) {
            throw failed(operation, e);
        }
        try {
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException e) {
            throw failed(operation, e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw errors.unavailable(operation.toString(), "no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw interrupted(operation, "while waiting for the answer", e);
        }
    }

    /** A blocking client reports an interrupt as a failure of its own, and may have cleared the thread's flag. */
    private StoreException failed(Operation operation, Throwable thrown) {
        reconnectAfterReadonly(thrown);
        StoreException failure = errors.translate(operation.toString(), thrown);
        InterruptedException interrupt = interruptIn(thrown);
        if (interrupt == null || !(failure instanceof StoreUnavailableException)) {
            return failure;
        }
        Thread.currentThread().interrupt();
        return interrupted(operation, "while waiting for the answer", interrupt);
    }

    /** Many concurrent calls may meet a replica on old connections. One of them replaces the connections. */
    private void reconnectAfterReadonly(Throwable thrown) {
        ErrorReply reply = errors.errorReply(thrown);
        long now = System.nanoTime();
        long last = lastReconnect.get();
        if (reply != null
                && reply.isOfReplica()
                && now - last >= BETWEEN_RECONNECTS
                && lastReconnect.compareAndSet(last, now)) {
            commands.reconnect();
        }
    }

    private static @Nullable InterruptedException interruptIn(Throwable thrown) {
        return Causes.of(thrown)
                .filter(InterruptedException.class::isInstance)
                .map(InterruptedException.class::cast)
                .findFirst()
                .orElseGet(() -> Thread.currentThread().isInterrupted() ? new InterruptedException() : null);
    }

    private StoreUnavailableException interrupted(Operation operation, String when, InterruptedException cause) {
        return errors.unavailable(operation.toString(), "the thread was interrupted " + when, cause);
    }

    private record Operation(String name, @Nullable String sid) {
        @Override
        public String toString() {
            return sid == null ? name : name + " of session " + StoreArguments.shorten(sid);
        }
    }
}
