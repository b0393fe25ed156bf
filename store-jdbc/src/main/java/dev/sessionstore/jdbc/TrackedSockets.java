package dev.sessionstore.jdbc;

import java.net.Socket;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one store's own pool, including those that are just being opened. Drivers instantiate socket factories
 * themselves by class name, so the thread that opens a connection decides to which store a socket belongs.
 */
final class TrackedSockets {

    private static final ThreadLocal<@Nullable TrackedSockets> OPENING = new ThreadLocal<>();

    /** Sockets of data sources whose URL names the factory. They belong to no store's pool. */
    private static final TrackedSockets OTHERS = new TrackedSockets();

    private final Set<TrackedSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean used;
    private volatile boolean closed;

    /** Opens a connection. */
    interface Opening<T> {
        T open() throws SQLException;
    }

    /** Sockets that this thread creates during the call belong to this object. */
    <T> T track(Opening<T> opening) throws SQLException {
        OPENING.set(this);
        try {
            return opening.open();
        } finally {
            OPENING.remove();
        }
    }

    /** {@return an unconnected socket of the store whose connection this thread is opening} */
    static Socket create() {
        TrackedSockets owner = OPENING.get();
        return owner == null ? OTHERS.add() : owner.add();
    }

    /** {@return the sockets that belong to no store's pool} */
    static TrackedSockets ofOthers() {
        return OTHERS;
    }

    private TrackedSocket add() {
        TrackedSocket socket = new TrackedSocket(this);
        open.add(socket);
        used = true;
        if (closed) {
            socket.cut();
        }
        return socket;
    }

    void forget(TrackedSocket socket) {
        open.remove(socket);
    }

    /** {@return whether the driver uses the socket factory} */
    boolean areUsed() {
        return used;
    }

    /**
     * Cuts the sockets that this thread reads from, writes to or connects.
     *
     * @return whether there was one
     */
    boolean cutUnder(Thread thread) {
        boolean found = false;
        for (TrackedSocket socket : open) {
            if (socket.isUsedBy(thread)) {
                socket.cut();
                found = true;
            }
        }
        return found;
    }

    /** Cuts all of them, and every one that is created later. */
    void cutAll() {
        closed = true;
        open.forEach(TrackedSocket::cut);
    }
}
