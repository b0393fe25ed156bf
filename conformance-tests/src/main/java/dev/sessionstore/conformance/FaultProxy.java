package dev.sessionstore.conformance;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy on the loopback interface that misbehaves when told to. A harness puts it between its stores and their server;
 * the rules about outages then cut, refuse, hang, delay and heal. It understands no protocol: where a fault is to hit one
 * certain request, that request is recognised by an ASCII text in it, such as the sid, so the traffic must not be encrypted.
 *
 * <p>Thread-safe. {@link #close()} ends all connections and threads.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int LOWEST_PORT = 18_000;
    private static final int HIGHEST_PORT = 32_000;

    private final InetSocketAddress server;
    private final int port;
    private final ProxyTraffic traffic = new ProxyTraffic();
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private ServerSocket listener;
    private Thread acceptor;
    private boolean refusing;
    private volatile boolean closed;

    private FaultProxy(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
        this.port = listener.getLocalPort();
        this.acceptor = accept(listener);
    }

    /**
     * Starts a proxy on a free port, below those that systems give to outgoing connections, so that none of these takes it
     * while the proxy refuses.
     *
     * @param host the server's host
     * @param port the server's port
     * @return a proxy that passes everything on
     * @throws IOException when it cannot listen
     */
    public static FaultProxy to(String host, int port) throws IOException {
        return new FaultProxy(new InetSocketAddress(host, port), listenSomewhere());
    }

    /** {@return the address that stores connect to} */
    public String host() {
        return "127.0.0.1";
    }

    /** {@return the port that stores connect to; the same as long as the proxy lives} */
    public int port() {
        return port;
    }

    /** {@return how many connections there are} */
    public int connections() {
        links.removeIf(ProxyLink::isOver);
        return links.size();
    }

    /** Ends all connections at once. New ones are served. */
    public void cut() {
        links.forEach(ProxyLink::cut);
        links.clear();
    }

    /** Ends all connections and refuses new ones, as when the server has stopped. */
    public void refuse() {
        lock.lock();
        try {
            refusing = true;
            closeListener();
        } finally {
            lock.unlock();
        }
        cut();
    }

    /** Keeps everything back from now on, in both directions, new connections included, until {@link #heal} delivers it. */
    public void hang() {
        traffic.hang();
    }

    /** Makes the connections that exist silent for ever, as when a host has vanished. New ones are served. */
    public void silence() {
        links.forEach(ProxyLink::silence);
    }

    /**
     * Lets every answer come late.
     *
     * @param late by how much
     */
    public void delay(Duration late) {
        traffic.delay(late);
    }

    /**
     * Passes the next request that contains this text on, waits until the server has answered it, and then cuts its
     * connection without giving the answer.
     *
     * @param text ASCII
     */
    public void loseAnswerTo(String text) {
        traffic.loseAnswerTo(text);
    }

    /**
     * Cuts the connection on which the next request that contains this text arrives, and does not pass it on.
     *
     * @param text ASCII
     */
    public void cutBefore(String text) {
        traffic.cutBefore(text);
    }

    /**
     * Counts from now on how often a text is sent towards the server.
     *
     * @param text ASCII
     */
    public void watch(String text) {
        traffic.watch(text);
    }

    /**
     * How often a text was sent towards the server, whether it was passed on or not.
     *
     * @param text one that is watched
     * @return how often since it is watched
     */
    public long timesSent(String text) {
        return traffic.timesSent(text);
    }

    /**
     * How many round trips were made so far on all connections: how often a request followed an answer, or was the first.
     * Requests that are sent together count once.
     *
     * @return a number that only grows
     */
    public long roundTrips() {
        return traffic.roundTrips();
    }

    /** Ends every fault. What was kept back is delivered. */
    public void heal() {
        traffic.heal();
        lock.lock();
        try {
            if (refusing && !closed) {
                refusing = false;
                listener = listen(port);
                acceptor = accept(listener);
            }
        } catch (IOException e) {
            throw new IllegalStateException("port " + port + " is taken meanwhile, so the proxy cannot heal", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closeListener();
        } finally {
            lock.unlock();
        }
        cut();
        traffic.heal();
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port + " → " + server;
    }

    private static ServerSocket listenSomewhere() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            Optional<ServerSocket> listening = listenIfFree(port);
            if (listening.isPresent()) {
                return listening.get();
            }
        }
        return listen(0);
    }

    private static Optional<ServerSocket> listenIfFree(int port) throws IOException {
        try {
            return Optional.of(listen(port));
        } catch (BindException taken) {
            return Optional.empty();
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return socket;
    }

    private void closeListener() {
        try {
            listener.close();
            acceptor.join(5_000);
        } catch (IOException e) {
            throw new IllegalStateException("cannot stop listening on port " + port, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread accept(ServerSocket on) {
        return ProxyLink.startThread("proxy " + port, () -> {
            while (!on.isClosed()) {
                Socket client;
                try {
                    client = on.accept();
                } catch (IOException stopped) {
                    return;
                }
                serve(on, client);
            }
        });
    }

    private void serve(ServerSocket on, Socket client) {
        ProxyLink link = new ProxyLink(client, server, traffic);
        links.removeIf(ProxyLink::isOver);
        links.add(link);
        if (on.isClosed()) {
            link.cut();
        } else {
            link.start();
        }
    }
}
