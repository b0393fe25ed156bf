package dev.sessionstore.jdbc;

import java.net.Socket;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sockets under the connections of one store's own pool, those that are just being opened included. Drivers make socket factories
 * themselves, by the name of a class, so whose socket it is goes by the thread that opens the connection.
 */
final class TrackedSockets {

    private static final ThreadLocal<@Nullable TrackedSockets> OPENING = new ThreadLocal<>();

    /** Those that nobody's pool is known to have opened: of data sources whose URL names the factory. */
    private static final TrackedSockets OTHERS = new TrackedSockets();

    private final Set<TrackedSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean used;
    private volatile boolean closed;

    /** Opens a connection. */
    interface TableInspection<T> {
        T open() throws SQLException;
    }

    /** Sockets that the thread makes meanwhile are this object's. */
    <T> T track(TableInspection<T> opening) throws SQLException {
        OPENING.set(this);
        try {
            return opening.open();
        } finally {
            OPENING.remove();
        }
    }

    /** {@return a socket, not yet connected, for who is just opening a connection} */
    static Socket create() {
        TrackedSockets owner = OPENING.get();
        return owner == null ? OTHERS.add() : owner.add();
    }

    /** {@return those that are no store's own} */
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

    /** {@return whether the driver makes its sockets here} */
    boolean areUsed() {
        return used;
    }

    /**
     * Cuts what this thread is waiting for.
     *
     * @return whether it was waiting for any of these
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

    /** Cuts all of them, and those that are still to come. */
    void cutAll() {
        closed = true;
        open.forEach(TrackedSocket::cut);
    }
}
