package dev.sessionstore.redis;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Translates a client's exceptions into the store's.
 *
 * @param backend names the server in messages, without user and password
 * @param replyText as {@link RedisCommands#errorReply}
 */
record ErrorTranslator(String backend, Function<Throwable, @Nullable String> replyText) {

    /** {@return the error reply of Redis; null when the client failed without one} */
    @Nullable
    ErrorReply errorReply(Throwable thrown) {
        return Causes.of(thrown)
                .map(replyText)
                .filter(Objects::nonNull)
                .map(ErrorReply::parse)
                .findFirst()
                .orElse(null);
    }

    /**
     * @param operation that failed, begins the message
     * @param thrown by the client
     * @throws Error when the client threw one
     */
    StoreException translate(String operation, Throwable thrown) {
        Throwable cause = Causes.unwrap(thrown);
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof StoreException known) {
            return known;
        }
        ErrorReply reply = errorReply(cause);
        if (reply == null) {
            return unavailable(operation, "no answer (" + reason(cause) + ")", safeCause(cause));
        }
        return reply.isTemporary()
                ? unavailable(operation, "temporarily refused: " + reply.text(), null)
                : new StoreException(operation + " failed, " + backend + " refused: " + reply.text());
    }

    /** As {@link #translate}. Clients add the error replies of a cluster's nodes as suppressed exceptions. */
    StoreException translateConnect(Throwable thrown) {
        Throwable refusal = Causes.of(thrown)
                .flatMap(cause -> Stream.of(cause.getSuppressed()))
                .filter(failureOfNode -> errorReply(failureOfNode) != null)
                .findFirst()
                .orElse(thrown);
        return translate("connect", refusal);
    }

    StoreUnavailableException unavailable(String operation, String reason, @Nullable Throwable cause) {
        return new StoreUnavailableException(operation + " failed on " + backend + ": " + reason, cause);
    }

    /** {@return the exception of the network} Exceptions of a client may repeat the command with its data. */
    private static @Nullable Throwable safeCause(Throwable thrown) {
        return Causes.of(thrown)
                .filter(cause -> cause instanceof IOException || cause instanceof TimeoutException)
                .findFirst()
                .orElse(null);
    }

    /** {@return the platform's message about the network, which repeats no data, else the names of the exceptions} */
    private static String reason(Throwable thrown) {
        return Causes.of(thrown)
                .filter(cause -> cause instanceof SocketException || cause instanceof UnknownHostException)
                .findFirst()
                .map(cause -> cause instanceof UnknownHostException
                        ? "unknown host " + cause.getMessage()
                        : String.valueOf(cause.getMessage()))
                .orElseGet(() -> names(thrown));
    }

    private static String names(Throwable thrown) {
        return Causes.of(thrown)
                .limit(5)
                .map(cause -> cause.getClass().getSimpleName())
                .collect(Collectors.joining(", "));
    }
}
