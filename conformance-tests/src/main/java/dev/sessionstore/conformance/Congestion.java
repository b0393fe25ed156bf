package dev.sessionstore.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes a listening port one that answers nothing: the accepting thread is held up, and connections of our own fill the
 * system's queue. Linux then drops what others send to open a connection, as the network in front of a vanished host does.
 */
final class Congestion {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<SocketAddress, SocketChannel> fillers = new HashMap<>();
    private final Set<SocketAddress> ours = new HashSet<>();
    private boolean on;

    void begin(int port, int backlog) throws IOException {
        lock.lock();
        try {
            on = true;
            // One that the acceptor holds, one more than the queue is long, and some for those that are accepted
            // meanwhile.
            for (int i = 0; i < backlog + 8; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                fillers.put(filler.getLocalAddress(), filler);
                filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
        } finally {
            lock.unlock();
        }
    }

    void end() throws IOException {
        lock.lock();
        try {
            on = false;
            for (Map.Entry<SocketAddress, SocketChannel> filler : fillers.entrySet()) {
                if (isConnected(filler.getValue())) {
                    ours.add(filler.getKey());
                }
                filler.getValue().close();
            }
            fillers.clear();
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end; then tells whether this connection is one that only filled the queue, and closes it if so. */
    boolean holdsUp(Socket accepted) throws IOException {
        lock.lock();
        try {
            while (on) {
                ended.awaitUninterruptibly();
            }
            boolean filler = ours.remove(accepted.getRemoteSocketAddress());
            if (filler) {
                accepted.close();
            }
            return filler;
        } finally {
            lock.unlock();
        }
    }

    private static boolean isConnected(SocketChannel filler) {
        try {
            return filler.finishConnect();
        } catch (IOException reset) {
            return false;
        }
    }
}
