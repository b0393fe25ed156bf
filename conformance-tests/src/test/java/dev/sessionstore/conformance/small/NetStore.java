package dev.sessionstore.conformance.small;

import dev.sessionstore.Availability;
import dev.sessionstore.Owners;
import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreEvents;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Subscription;
import dev.sessionstore.Watching;
import dev.sessionstore.WriteOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A correct store whose sessions are kept by a {@link TinyServer}. */
public class NetStore implements AllAbilities {

    public static final Duration TIMEOUT = Duration.ofSeconds(1);

    protected final StoreEvents events = new StoreEvents();
    protected final Availability availability = new Availability(events);
    protected final ConcurrentLinkedDeque<TinyConnection> idle = new ConcurrentLinkedDeque<>();
    private final NetWatching watching;
    final int port;
    private volatile boolean closed;

    public NetStore(int port) {
        this(port, NetWatching::new);
    }

    public NetStore(int port, Function<NetStore, NetWatching> watching) {
        this.port = port;
        this.watching = watching.apply(this);
    }

    @Override
    public Optional<String> get(String sid) {
        requireOpen();
        return StoreArguments.isSid(sid) ? TinyProtocol.parseOptional(call("get", sid)) : Optional.empty();
    }

    @Override
    public void set(String sid, String data, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        call("set", sid, data, expiresAt.toString());
    }

    @Override
    public boolean touch(String sid, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireTouch(sid, expiresAt);
        return Boolean.parseBoolean(call("touch", sid, expiresAt.toString()));
    }

    @Override
    public boolean destroy(String sid) {
        requireOpen();
        StoreArguments.requireSid(sid);
        return Boolean.parseBoolean(call("destroy", sid));
    }

    @Override
    public boolean create(String sid, String data, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireWrite(sid, data, expiresAt);
        return Boolean.parseBoolean(call("create", sid, data, expiresAt.toString()));
    }

    @Override
    public WriteOutcome replace(String sid, String expectedData, String data, Instant expiresAt) {
        requireOpen();
        StoreArguments.requireReplace(sid, expectedData, data, expiresAt);
        return WriteOutcome.valueOf(call("replace", sid, expectedData, data, expiresAt.toString()));
    }

    @Override
    public Stream<String> sids() {
        requireOpen();
        return TinyProtocol.parseSids(call("sids"));
    }

    @Override
    public Optional<Instant> expiresAt(String sid) {
        requireOpen();
        return StoreArguments.isSid(sid)
                ? TinyProtocol.parseOptional(call("expiresAt", sid)).map(Instant::parse)
                : Optional.empty();
    }

    @Override
    public void clear() {
        requireOpen();
        call("clear");
    }

    @Override
    public int sweep(int atMost) {
        requireOpen();
        StoreArguments.requireAtMost(atMost);
        return Integer.parseInt(call("sweep", String.valueOf(atMost)));
    }

    @Override
    public Optional<Owners> owners() {
        return Optional.of(new NetOwners(this));
    }

    @Override
    public Optional<Watching> watching() {
        return Optional.of(watching);
    }

    @Override
    public <E extends StoreEvent> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return events.on(type, listener);
    }

    @Override
    public void close() {
        closed = true;
        watching.close();
        for (TinyConnection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }

    /** Calls the server, publishes the effects, and returns the answer. */
    protected String call(String... request) {
        String[] answer = availability.watch(() -> send(request)).split("\t", -1);
        for (String effect : answer[1].split(",", -1)) {
            if (!effect.isEmpty()) {
                events.publish(TinyProtocol.parseEffect(effect));
            }
        }
        return TinyProtocol.decode(answer[0]);
    }

    protected static String request(String... fields) {
        return TinyProtocol.request(fields);
    }

    /** One request on one connection, sent once. */
    protected String send(String... request) {
        @Nullable TinyConnection connection = null;
        long began = System.nanoTime();
        try {
            connection = take();
            String answer =
                    exchange(connection, TinyProtocol.request(request), TIMEOUT.minusNanos(System.nanoTime() - began));
            giveBack(connection);
            return answer;
        } catch (IOException e) {
            if (connection != null) {
                connection.close();
            }
            throw new StoreUnavailableException(request[0] + " failed: the server did not answer", e);
        }
    }

    protected String exchange(TinyConnection connection, String request, Duration left) throws IOException {
        return connection.exchange(request, left);
    }

    protected TinyConnection take() throws IOException {
        TinyConnection pooled = idle.poll();
        return pooled != null ? pooled : new TinyConnection(port, TIMEOUT);
    }

    protected void giveBack(TinyConnection connection) {
        idle.push(connection);
        if (closed) {
            close();
        }
    }

    protected void requireOpen() {
        StoreArguments.requireOpen(!closed);
    }
}
