package dev.sessionstore.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A connection to each master on which the server reports changes of the keys that were read on it ({@code CLIENT TRACKING ON}). A
 * link is never restored: when one of its connections is lost it has ended. Implementations are thread-safe.
 */
public interface ChangeLink extends AutoCloseable {

    /** Opens links. */
    interface Opener {

        /**
         * Opens a link, on the calling thread, in no more than the time that opening a client may take.
         *
         * @param listener is told from the moment on when the link is up
         * @return a link whose connections report changes
         * @throws RuntimeException the client's exception; nothing stays open then
         */
        ChangeLink open(Listener listener);
    }

    /** Is told of changes, on the threads of the client, for each connection in the order in which the server sent them. */
    interface Listener {

        /** Keys have changed. */
        void changed(List<String> keys);

        /** All keys may have changed, as after {@code FLUSHDB}. */
        void allChanged();

        /** The link has ended. */
        void ended();
    }

    /**
     * A key as it was read.
     *
     * @param value null when there is no such key
     * @param timeToLive in milliseconds, as {@link RedisCommands#timeToLive}
     */
    record Value(@Nullable String value, long timeToLive) {}

    /**
     * {@code GET key} and {@code PTTL key}, sent together.
     *
     * @return null when the key is not on a server to which there is a connection
     */
    CompletionStage<@Nullable Value> read(String key);

    /**
     * {@code HELLO} on each connection, which every user may send and whose answer names the role. The stage ends when all have
     * answered, after the listener was told of the changes that were reported before the answers; it fails when a server is a
     * replica, which learns of changes late or never.
     */
    CompletionStage<?> prove();

    /** Closes the connections. Does not wait. */
    @Override
    void close();
}
