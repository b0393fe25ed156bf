package dev.sessionstore.redis.jedis;

import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.ScanPage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.resps.ScanResult;

/** Sends each command through Jedis, on the calling thread. */
final class JedisCommands implements RedisCommands {

    private static final int MAX_REDIRECTIONS = 5;
    private static final String OK = "OK";

    private final JedisConnections connections;
    private final BoundedCalls calls;
    private final LongSupplier deadline;

    JedisCommands(JedisConnections connections, Duration timeout) {
        this.connections = connections;
        this.calls = new BoundedCalls(timeout);
        this.deadline = calls::deadline;
    }

    private JedisCommands(JedisCommands shared, long deadline) {
        this.connections = shared.connections;
        this.calls = shared.calls;
        this.deadline = () -> deadline;
    }

    @Override
    public RedisCommands until(long deadline) {
        return new JedisCommands(this, deadline);
    }

    @Override
    public CompletionStage<@Nullable String> get(String key) {
        return done(() -> send(key, JedisCommandObjects.get(key)));
    }

    @Override
    public CompletionStage<?> set(String key, String value, long ttl) {
        return done(() -> send(key, JedisCommandObjects.set(key, value, ttl)));
    }

    @Override
    public CompletionStage<Boolean> setIfAbsent(String key, String value, long ttl) {
        return done(() -> OK.equals(send(key, JedisCommandObjects.setIfAbsent(key, value, ttl))));
    }

    @Override
    public CompletionStage<Boolean> setIfEqual(String key, String expected, String value, long ttl) {
        return done(() -> OK.equals(send(key, JedisCommandObjects.setIfEqual(key, expected, value, ttl))));
    }

    @Override
    public Object serverOf(String key) {
        return connections.ofKey().apply(key).node();
    }

    @Override
    public CompletionStage<Boolean> expire(String key, long ttl) {
        return done(() -> send(key, JedisCommandObjects.expire(key, ttl)) > 0);
    }

    @Override
    public CompletionStage<Boolean> delete(String key) {
        return done(() -> send(key, JedisCommandObjects.delete(key)) > 0);
    }

    @Override
    public CompletionStage<Long> timeToLive(String key) {
        return done(() -> send(key, JedisCommandObjects.timeToLive(key)));
    }

    @Override
    public CompletionStage<Long> runCached(String digest, String key, String... arguments) {
        return done(() -> send(key, JedisCommandObjects.runCached(digest, key, arguments)));
    }

    @Override
    public CompletionStage<Long> run(String script, String key, String... arguments) {
        return done(() -> send(key, JedisCommandObjects.run(script, key, arguments)));
    }

    @Override
    public CompletionStage<List<String>> listCached(String digest, String key, String... arguments) {
        return done(() -> send(key, JedisCommandObjects.listCached(digest, key, arguments)));
    }

    @Override
    public CompletionStage<List<String>> list(String script, String key, String... arguments) {
        return done(() -> send(key, JedisCommandObjects.list(script, key, arguments)));
    }

    @Override
    public CompletionStage<List<Boolean>> deleteAll(List<String> keys) {
        return done(() -> sendAll(keys, JedisCommandObjects::delete).stream()
                .map(found -> found > 0)
                .toList());
    }

    @Override
    public CompletionStage<List<Long>> timesToLive(List<String> keys) {
        return done(() -> sendAll(keys, JedisCommandObjects::timeToLive));
    }

    /** One round trip to each master. The redirection of a key that has moved is followed. */
    private List<Long> sendAll(List<String> keys, Function<String, CommandObject<Long>> command) {
        Map<String, List<String>> keysOfNodes = keys.stream()
                .collect(Collectors.groupingBy(
                        key -> connections.ofKey().apply(key).node()));
        Map<String, Long> answers = new HashMap<>();
        keysOfNodes.values().forEach(some -> answers.putAll(sendToOneNode(some, command)));
        return keys.stream().map(answers::get).toList();
    }

    private Map<String, Long> sendToOneNode(List<String> keys, Function<String, CommandObject<Long>> command) {
        List<Object> replies = once(connections.ofKey().apply(keys.get(0)), false, connection -> {
            keys.forEach(key -> connection.sendCommand(command.apply(key).getArguments()));
            return connection.getMany(keys.size());
        });
        Map<String, Long> answers = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            if (replies.get(i) instanceof JedisRedirectionException) {
                answers.put(key, send(key, command.apply(key)));
            } else if (replies.get(i) instanceof JedisDataException refused) {
                throw refused;
            } else {
                answers.put(key, (Long) replies.get(i));
            }
        }
        return answers;
    }

    /** The position of a scan: the masters that are left, and the cursor on the first of them. */
    private record Position(List<ConnectionSource> masters, String cursor) {}

    @Override
    public CompletionStage<ScanPage> scan(KeyType type, String pattern, int count, @Nullable Object from) {
        return done(() -> {
            Position position = from == null
                    ? new Position(connections.masters().get(), JedisCommandObjects.FIRST_CURSOR)
                    : (Position) from;
            ScanResult<String> page = once(
                    position.masters.get(0),
                    false,
                    connection ->
                            connection.executeCommand(JedisCommandObjects.scan(type, position.cursor, pattern, count)));
            return new ScanPage(page.getResult(), next(position, page));
        });
    }

    private static @Nullable Position next(Position position, ScanResult<String> page) {
        if (!page.isCompleteIteration()) {
            return new Position(position.masters, page.getCursor());
        }
        List<ConnectionSource> others = position.masters.subList(1, position.masters.size());
        return others.isEmpty() ? null : new Position(others, JedisCommandObjects.FIRST_CURSOR);
    }

    /** Follows redirections, which say that the command was not executed. Nothing else makes it send the command again. */
    private <T> T send(String key, CommandObject<T> command) {
        ConnectionSource source = connections.ofKey().apply(key);
        boolean asking = false;
        for (int redirections = 0; ; redirections++) {
            try {
                return once(source, asking, connection -> connection.executeCommand(command));
            } catch (JedisRedirectionException e) {
                if (redirections == MAX_REDIRECTIONS) {
                    throw e;
                }
                asking = e instanceof JedisAskDataException;
                if (!asking) {
                    connections.lost().run();
                }
                source = connections.at().apply(e.getTargetNode());
            }
        }
    }

    private <T> T once(ConnectionSource source, boolean asking, Function<Connection, T> command) {
        try {
            return calls.run(source, deadline.getAsLong(), connections.lost(), connection -> {
                if (asking) {
                    connection.executeCommand(Protocol.Command.ASKING);
                }
                return command.apply(connection);
            });
        } catch (JedisConnectionException e) {
            reconnect();
            throw e;
        }
    }

    @Override
    public void reconnect() {
        calls.checkAll();
        connections.lost().run();
    }

    private static <T extends @Nullable Object> CompletionStage<T> done(Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public @Nullable String errorReply(Throwable thrown) {
        return replyIn(thrown);
    }

    static @Nullable String replyIn(Throwable thrown) {
        return thrown instanceof JedisDataException ? thrown.getMessage() : null;
    }

    @Override
    public ChangeLink.@Nullable Opener changeLinks() {
        return connections.links();
    }

    @Override
    public void close() {
        calls.close();
        connections.close().run();
    }
}
