package dev.sessionstore.conformance.small;

import dev.sessionstore.StoreArguments;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.Watch;
import dev.sessionstore.Watching.Watcher;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes are pushed on a connection of its own, which proves itself by answers to lines of its own; a lost one is replaced. Sessions
 * are read on the store's connections.
 */
public class NetWatch implements Watch {

    private static final Duration FOR_EVER = Duration.ZERO;
    private static final Duration RETRY = Duration.ofMillis(10);

    protected final NetStore store;
    protected final Watcher watcher;
    private final Consumer<NetWatch> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ScheduledExecutorService prover;
    private volatile @Nullable Link live;

    public NetWatch(NetStore store, Watcher watcher, Consumer<NetWatch> whenClosed) {
        this.store = store;
        this.watcher = watcher;
        this.whenClosed = whenClosed;
        prover = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "tiny watch, proofs");
            thread.setDaemon(true);
            return thread;
        });
    }

    void begin(Duration proofEvery) {
        try {
            live = new Link();
        } catch (IOException e) {
            close();
            throw new StoreUnavailableException("watch failed: the server did not answer", e);
        }
        Thread reader = new Thread(this::receive, "tiny watch, reports");
        reader.setDaemon(true);
        reader.start();
        prover.scheduleWithFixedDelay(this::prove, 0, proofEvery.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void receive() {
        while (!closed.get()) {
            Link link = live;
            try {
                if (link == null) {
                    live = link = new Link();
                    whenReplaced();
                }
                while (!closed.get()) {
                    received(link, link.connection.receive());
                }
            } catch (IOException over) {
                if (link != null) {
                    link.connection.close();
                    live = null;
                    whenLost();
                }
                LockSupport.parkNanos(retry().toNanos());
            }
        }
        Link left = live;
        if (left != null) {
            disconnect(left.connection);
        }
    }

    private void received(Link link, String line) {
        if (!line.startsWith(TinyServer.CHANGED)) {
            link.proven = Long.parseLong(line);
        } else if (line.equals(TinyServer.CHANGED)) {
            watcher.lost();
        } else {
            watcher.changed(TinyProtocol.decode(line.substring(TinyServer.CHANGED.length())));
        }
    }

    protected void whenLost() {
        watcher.lost();
    }

    protected void whenReplaced() {
        watcher.lost();
    }

    /** How long it waits before a lost connection is replaced. */
    protected Duration retry() {
        return RETRY;
    }

    /** What is sent on a new connection, which sends it back when changes are reported on it. */
    protected String hello() {
        return TinyServer.WATCH;
    }

    private void prove() {
        Link link = live;
        if (link == null) {
            return;
        }
        try {
            if (isDead(System.nanoTime() - link.proven)) {
                link.connection.close();
            } else {
                link.connection.send(System.nanoTime() + "\n");
            }
        } catch (IOException over) {
            link.connection.close();
        }
    }

    /** Whether a connection is given up whose last proof is this old. */
    protected boolean isDead(long lag) {
        return lag > NetStore.TIMEOUT.toNanos();
    }

    @Override
    public Reading read(String sid) {
        StoreArguments.requireOpen(!closed.get());
        store.requireOpen();
        if (!StoreArguments.isSid(sid)) {
            return Reading.absent(false);
        }
        Link link = live;
        String found = store.call("read", sid);
        boolean watched = link != null && link == live;
        int end = found.indexOf(' ');
        return end < 0
                ? Reading.absent(watched)
                : new Reading(found.substring(end + 1), Instant.parse(found.substring(0, end)), watched);
    }

    @Override
    public long lagNanos() {
        Link link = live;
        return link == null || closed.get() ? Long.MAX_VALUE : lag(link.proven);
    }

    /** The lag when the last proof began at an instant. */
    protected long lag(long proven) {
        return System.nanoTime() - proven;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            prover.shutdownNow();
            Link link = live;
            if (link != null) {
                disconnect(link.connection);
            }
            whenClosed.accept(this);
        }
    }

    /** Ends a connection when the watch is closed. */
    protected void disconnect(TinyConnection connection) {
        connection.close();
    }

    private final class Link {

        private final TinyConnection connection;
        private volatile long proven = System.nanoTime();

        Link() throws IOException {
            connection = new TinyConnection(store.port, NetStore.TIMEOUT);
            try {
                connection.exchange(hello() + "\n", NetStore.TIMEOUT);
                connection.timeout(FOR_EVER);
            } catch (IOException e) {
                connection.close();
                throw e;
            }
        }
    }
}
