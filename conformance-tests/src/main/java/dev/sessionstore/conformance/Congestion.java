package dev.sessionstore.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes a listening port one that answers nothing: the accepting thread is held up, and connections of our own fill the
 * system's queue. Linux then drops what others send to open a connection, as the network in front of a vanished host does.
 * To end it the listening socket has to be closed, and its queue with it.
 */
final class Congestion {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final List<SocketChannel> fillers = new ArrayList<>();

    void begin(int port, int backlog) throws IOException {
        lock.lock();
        try {
            // One for the acceptor, one more than the queue is long, and some to spare.
            for (int i = 0; i < backlog + 8; i++) {
                SocketChannel filler = SocketChannel.open();
                fillers.add(filler);
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isOn() {
        lock.lock();
        try {
            return !fillers.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void end() throws IOException {
        lock.lock();
        try {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            fillers.clear();
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void awaitEnd() {
        lock.lock();
        try {
            while (!fillers.isEmpty()) {
                ended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
