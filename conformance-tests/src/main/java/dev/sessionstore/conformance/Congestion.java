package dev.sessionstore.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes a listening port unresponsive: the accepting thread is blocked, and connections of our own fill the system's queue.
 * Linux then drops the packets that open a connection, as the network in front of a vanished host does. It ends when the
 * listening socket is closed, and its queue with it.
 */
final class Congestion {

    /** The queue is full when a connection is not established after this time; otherwise it takes microseconds. */
    private static final long FULL_AFTER_NS = 100_000_000;

    private static final long PATIENCE_NS = 5_000_000_000L;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<SocketChannel> fillers = new ArrayList<>();
    private boolean on;
    private boolean acceptorHeld;

    void begin(int port, int backlog) throws IOException {
        lock.lock();
        try {
            on = true;
            boolean full = false;
            fill(port);
            awaitAcceptor();
            for (int i = 0; i < 2 * backlog && !full; i++) {
                full = !isConnectedSoon(fill(port));
            }
        } finally {
            lock.unlock();
        }
    }

    private SocketChannel fill(int port) throws IOException {
        SocketChannel filler = SocketChannel.open();
        fillers.add(filler);
        filler.configureBlocking(false);
        filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return filler;
    }

    private static boolean isConnectedSoon(SocketChannel filler) throws IOException {
        long began = System.nanoTime();
        while (!filler.finishConnect()) {
            if (System.nanoTime() - began > FULL_AFTER_NS) {
                return false;
            }
            LockSupport.parkNanos(100_000);
        }
        return true;
    }

    /** So that it takes nothing from the full queue. */
    private void awaitAcceptor() {
        long began = System.nanoTime();
        while (!acceptorHeld && System.nanoTime() - began < PATIENCE_NS) {
            try {
                changed.awaitNanos(PATIENCE_NS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    boolean isOn() {
        lock.lock();
        try {
            return on;
        } finally {
            lock.unlock();
        }
    }

    void end() throws IOException {
        lock.lock();
        try {
            on = false;
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            fillers.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Blocks the accepting thread. */
    void awaitEnd() {
        lock.lock();
        try {
            acceptorHeld = on;
            changed.signalAll();
            while (on) {
                changed.awaitUninterruptibly();
            }
            acceptorHeld = false;
        } finally {
            lock.unlock();
        }
    }
}
