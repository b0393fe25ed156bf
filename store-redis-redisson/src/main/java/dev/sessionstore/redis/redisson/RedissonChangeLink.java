package dev.sessionstore.redis.redisson;

import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.redis.ChangeLink;
import dev.sessionstore.redis.Stages;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.NodeType;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisRedirectException;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;

/**
 * One connection to each master. A key is read on the connection of its master and on no other, so whoever answers also reports; the
 * master from which a slot moves away reports its keys as changed. The link ends with the first of its connections, and when Redisson
 * knows other masters than at its begin.
 */
final class RedissonChangeLink implements ChangeLink {

    private enum Phase {
        OPENING,
        UP,
        OVER
    }

    /**
     * Where links lead, and what they need of the store's client.
     *
     * @param slots of the servers, 1 outside of a cluster
     * @param timeout of opening
     */
    record Opening(ConnectionManager manager, int slots, Duration timeout) implements Opener {

        @Override
        public ChangeLink open(Listener listener) {
            RedissonChangeLink link = new RedissonChangeLink(this, listener);
            try {
                link.open();
                return link;
            } catch (RuntimeException | Error e) {
                link.close();
                throw e;
            }
        }

        /** {@return the client of each slot's master; null where there is none} */
        private @Nullable RedisClient[] masters() {
            @Nullable RedisClient[] masters = new RedisClient[slots];
            Arrays.setAll(masters, this::master);
            return masters;
        }

        private @Nullable RedisClient master(int slot) {
            MasterSlaveEntry entry = manager.getEntry(slot);
            return entry == null ? null : entry.getClient();
        }

        /** {@return a client with the settings of another one} A name is resolved again. */
        private RedisClient another(RedisClient master) {
            RedisClientConfig config = master.getConfig();
            return manager.createClient(NodeType.MASTER, config.getAddress(), config.getSslHostname());
        }
    }

    private final Opening servers;
    private final Listener listener;
    private final @Nullable RedisClient[] masters;
    private final Map<RedisClient, TrackedConnection> connections;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPENING);

    private RedissonChangeLink(Opening servers, Listener listener) {
        this.servers = servers;
        this.listener = listener;
        this.masters = servers.masters();
        this.connections = Arrays.stream(masters)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), master -> new TrackedConnection(servers.another(master), new Reports())));
    }

    private void open() {
        try {
            all(TrackedConnection::open).get(servers.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("watch failed: the thread was interrupted", e);
        }
        if (connections.isEmpty() || !phase.compareAndSet(Phase.OPENING, Phase.UP)) {
            throw new RedisConnectionException("There is no master, or its connection was lost");
        }
    }

    private CompletableFuture<?> all(Function<TrackedConnection, CompletableFuture<?>> work) {
        return CompletableFuture.allOf(connections.values().stream().map(work).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public CompletionStage<@Nullable Value> read(String key) {
        RedisClient master = servers.master(servers.manager().calcSlot(key));
        TrackedConnection connection = master == null ? null : connections.get(master);
        if (connection == null) {
            return CompletableFuture.completedFuture(null);
        }
        return Stages.recover(
                connection.read(key),
                thrown -> isElsewhere(thrown)
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedStage(thrown));
    }

    private static boolean isElsewhere(Throwable thrown) {
        return thrown instanceof RedisRedirectException || thrown.getCause() instanceof RedisRedirectException;
    }

    @Override
    public CompletionStage<?> prove() {
        if (!Arrays.equals(masters, servers.masters())) {
            end();
        }
        return all(TrackedConnection::prove);
    }

    /** The listener is called first, so that it knows the reason when commands fail. */
    private void end() {
        if (phase.getAndSet(Phase.OVER) == Phase.UP) {
            listener.ended();
        }
        close();
    }

    @Override
    public void close() {
        phase.set(Phase.OVER);
        connections.values().forEach(TrackedConnection::close);
    }

    private final class Reports implements Listener {

        @Override
        public void changed(List<String> keys) {
            listener.changed(keys);
        }

        @Override
        public void allChanged() {
            listener.allChanged();
        }

        @Override
        public void ended() {
            end();
        }
    }
}
