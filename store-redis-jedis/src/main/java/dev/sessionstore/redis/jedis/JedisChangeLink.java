package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.RoleChecks;
import dev.sessionstore.redis.Stages;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One connection with RESP3, which reports changes of what was read on it, and a thread that reads replies and reports. Replies come in
 * the order of the commands.
 */
final class JedisChangeLink implements ChangeLink {

    /** Above this no more is written, so that a server that stops reading does not block those who write. */
    private static final int MAX_UNANSWERED = 1_000;

    private static final String INVALIDATE = "invalidate";
    private static final CommandArguments HELLO = new CommandArguments(Command.HELLO);
    private static final CommandArguments TRACK =
            new CommandArguments(Command.CLIENT).add("TRACKING").add("ON");

    private final Listener listener;
    private final CompletableFuture<PushConnection> opened = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<CompletableFuture<@Nullable Object>> unanswered = new ArrayDeque<>();
    private volatile @Nullable Socket socket;
    private volatile boolean closed;

    private JedisChangeLink(Listener listener) {
        this.listener = listener;
    }

    /** {@return a link that begins to connect on its own thread} */
    static JedisChangeLink begin(HostAndPort server, JedisClientConfig config, Listener listener) {
        JedisChangeLink link = new JedisChangeLink(listener);
        Thread thread = new Thread(() -> link.run(server, config), "session store, watching Redis through Jedis");
        thread.setDaemon(true);
        thread.start();
        return link;
    }

    /**
     * Waits until the server reports changes.
     *
     * @param deadline by {@link System#nanoTime()}
     * @throws JedisConnectionException when it does not in time
     * @throws JedisDataException when it refuses
     */
    void awaitOpen(long deadline) {
        try {
            opened.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException refused
                    ? refused
                    : new JedisConnectionException("Could not connect", e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new JedisConnectionException("No connection in time", e);
        }
    }

    private void run(HostAndPort server, JedisClientConfig config) {
        try (PushConnection connection = new PushConnection(() -> connect(server, config), config)) {
            connection.executeCommand(TRACK);
            RoleChecks.requireMaster(JedisReplies.words(connection.executeCommand(HELLO)));
            connection.setSoTimeout(0);
            opened.complete(connection);
            while (!closed) {
                receive(connection);
            }
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private Socket connect(HostAndPort server, JedisClientConfig config) {
        Socket connected = new DefaultJedisSocketFactory(server, config).createSocket();
        socket = connected;
        if (closed) {
            closeSocket();
        }
        return connected;
    }

    private void receive(PushConnection connection) {
        Object reply;
        try {
            reply = connection.next();
        } catch (JedisDataException error) {
            asked().completeExceptionally(error);
            return;
        }
        if (reply instanceof List<?> push && !push.isEmpty() && INVALIDATE.equals(JedisReplies.word(push.get(0)))) {
            tell(push.get(1));
        } else {
            asked().complete(reply);
        }
    }

    private void tell(@Nullable Object keys) {
        if (keys instanceof List<?> changed) {
            listener.changed(changed.stream().map(JedisReplies::word).toList());
        } else {
            listener.allChanged();
        }
    }

    private CompletableFuture<@Nullable Object> asked() {
        lock.lock();
        try {
            return unanswered.remove();
        } finally {
            lock.unlock();
        }
    }

    private void end(Throwable cause) {
        boolean wasClosed = closed;
        close();
        failAll(cause);
        boolean wasOpen = !opened.completeExceptionally(cause);
        if (wasOpen && !wasClosed) {
            listener.ended();
        }
    }

    private void failAll(Throwable cause) {
        lock.lock();
        try {
            unanswered.forEach(question -> question.completeExceptionally(cause));
            unanswered.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<@Nullable Value> read(String key) {
        List<CompletableFuture<@Nullable Object>> replies = ask(
                JedisCommandObjects.get(key).getArguments(),
                JedisCommandObjects.timeToLive(key).getArguments());
        if (replies.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return Stages.compose(
                replies.get(0), value -> Stages.map(replies.get(1), left -> new Value(text(value), (Long) left)));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : new String((byte[]) value, StandardCharsets.UTF_8);
    }

    @Override
    public CompletionStage<?> prove() {
        List<CompletableFuture<@Nullable Object>> replies = ask(HELLO);
        return replies.isEmpty()
                ? CompletableFuture.failedStage(new JedisConnectionException("Too many questions have no answer"))
                : replies.get(0).thenAccept(answer -> RoleChecks.requireMaster(JedisReplies.words(answer)));
    }

    /** Sends commands at once; nothing, and returns nothing, when too many wait for their replies already. */
    private List<CompletableFuture<@Nullable Object>> ask(CommandArguments... commands) {
        List<CompletableFuture<@Nullable Object>> questions = Stream.generate(CompletableFuture<@Nullable Object>::new)
                .limit(commands.length)
                .toList();
        lock.lock();
        try {
            if (closed) {
                throw new JedisConnectionException("The connection is lost");
            }
            if (unanswered.size() > MAX_UNANSWERED) {
                return List.of();
            }
            unanswered.addAll(questions);
            opened.join().send(List.of(commands));
            return questions;
        } catch (JedisConnectionException e) {
            closeSocket();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeSocket();
    }

    private void closeSocket() {
        Socket open = socket;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            throw new JedisConnectionException("The connection could not be closed", e);
        }
    }
}
