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
import org.jspecify.annotations.Nullable;

/**
 * Turns what a client throws into what a store throws.
 *
 * @param backend names the server in messages, without user and password
 * @param reply as {@link RedisCommands#errorReply}
 */
record Failures(String backend, Function<Throwable, @Nullable String> reply) {

    /** What Redis answered, or null when it did not answer. */
    @Nullable
    ErrorReply errorReply(Throwable thrown) {
        return Causes.of(thrown)
                .map(reply)
                .filter(Objects::nonNull)
                .map(ErrorReply::parse)
                .findFirst()
                .orElse(null);
    }

    /**
     * @param asked what failed, begins the message
     * @param thrown what the client threw
     * @throws Error when the client threw that
     */
    StoreException of(String asked, Throwable thrown) {
        Throwable cause = Causes.unwrap(thrown);
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof StoreException known) {
            return known;
        }
        ErrorReply answer = errorReply(cause);
        if (answer == null) {
            return unavailable(asked, "it could not be asked (" + why(cause) + ")", tellable(cause));
        }
        return answer.isTemporary()
                ? unavailable(asked, "it cannot answer now: " + answer.text(), null)
                : new StoreException(asked + " failed, " + backend + " refused: " + answer.text());
    }

    StoreUnavailableException unavailable(String asked, String why, @Nullable Throwable cause) {
        return new StoreUnavailableException(asked + " failed on " + backend + ": " + why, cause);
    }

    /** What the network said. What a client says of it may repeat the command, data included, so that is left out. */
    private static @Nullable Throwable tellable(Throwable thrown) {
        return Causes.of(thrown)
                .filter(cause -> cause instanceof IOException || cause instanceof TimeoutException)
                .findFirst()
                .orElse(null);
    }

    /** The platform's own words about the network, which quote nothing that was sent, else the classes. */
    private static String why(Throwable thrown) {
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
