package dev.sessionstore.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on the loopback interface that misbehaves when told to. A harness puts it between its stores and their server;
 * the rules about outages then cut, refuse, hang, delay and heal. It understands no protocol: where a fault is to hit one
 * certain request, that request is recognised by an ASCII text in it, such as the sid, so the traffic must not be encrypted.
 *
 * <p>Thread-safe. {@link #close()} ends all connections and threads.
 */
public final class FaultProxy implements AutoCloseable {

    private final ProxyTraffic traffic = new ProxyTraffic();
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private final ProxyListener listener;
    private volatile InetSocketAddress server;

    private FaultProxy(InetSocketAddress server) throws IOException {
        this.server = server;
        this.listener = new ProxyListener(this::serve);
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
        return new FaultProxy(new InetSocketAddress(host, port));
    }

    /** {@return the address that stores connect to} */
    public String host() {
        return "127.0.0.1";
    }

    /** {@return the port that stores connect to; the same as long as the proxy lives} */
    public int port() {
        return listener.port();
    }

    /** {@return how many connections there are} */
    public int connections() {
        links.removeIf(ProxyLink::isOver);
        return links.size();
    }

    /** Ends all connections at once. New ones are served. */
    public void cut() {
        links.removeIf(link -> {
            link.cut();
            return true;
        });
    }

    /** Ends all connections and refuses new ones, as when the server has stopped. */
    public void refuse() {
        listener.refuse();
        cut();
    }

    /** Keeps everything back from now on, in both directions, new connections included, until {@link #heal} delivers it. */
    public void hang() {
        traffic.hang();
    }

    /**
     * Passes some more answers on and hangs then, as when a server fails in the middle of a long piece of work. What arrives
     * from the server at once counts as one answer.
     *
     * @param answers how many, 1 or more
     */
    public void hangAfter(int answers) {
        traffic.hangAfter(answers);
    }

    /** Makes the connections that exist silent for ever, as when a host has vanished. New ones are served. */
    public void silence() {
        links.forEach(ProxyLink::silence);
    }

    /**
     * Behaves as a host that is no longer there: the connections that exist get nothing any more, neither bytes nor an end,
     * and nobody reads what is written to them; an attempt to connect gets no answer. After {@link #heal} the old connections
     * stay silent, and new ones are served.
     *
     * <p>As far as this is possible without rights on the machine: what is written to a connection is acknowledged until the
     * buffers are full, and attempts to connect are dropped by filling the system's queue, which Linux does.
     */
    public void vanish() {
        listener.vanish();
        silence();
        traffic.stopReading();
    }

    /**
     * Reads nothing more from the stores, on no connection, until {@link #heal}. A request that is larger than the buffers
     * between here and there, some MiB, blocks its writer.
     */
    public void stopReading() {
        traffic.stopReading();
    }

    /**
     * Accepts new connections and says nothing on them, for ever, as a server does that is stopped in a debugger. Connections
     * that exist go on. After {@link #heal} new ones are served.
     */
    public void acceptSilently() {
        traffic.mute();
    }

    /**
     * Lets answers trickle: one byte at a time, with a pause before each, until {@link #heal} delivers the rest.
     *
     * @param pause before each byte, positive
     */
    public void trickle(Duration pause) {
        traffic.trickle(pause);
    }

    /**
     * Connects to another server from now on, as when a name or a virtual address was moved. Connections that exist stay with
     * the server that they have.
     *
     * @param host the other server's host
     * @param port the other server's port
     */
    public void redirect(String host, int port) {
        server = new InetSocketAddress(host, port);
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

    /** Ends every fault. What was kept back is delivered, except to connections that are silent for ever. */
    public void heal() {
        traffic.heal();
        listener.heal();
    }

    @Override
    public void close() {
        listener.close();
        cut();
        traffic.heal();
    }

    @Override
    public String toString() {
        return "127.0.0.1:" + port() + " → " + server;
    }

    private void serve(Socket client) {
        ProxyLink link = new ProxyLink(client, server, traffic);
        links.removeIf(ProxyLink::isOver);
        links.add(link);
        link.start();
    }
}
