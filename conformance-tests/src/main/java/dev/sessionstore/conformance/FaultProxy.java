package dev.sessionstore.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on the loopback interface that misbehaves on demand. A harness puts it between its stores and their server; the
 * rules about outages then cut, refuse, hang, delay and heal. It understands no protocol: a fault for one request recognises
 * that request by an ASCII text in it, such as the sid, so the traffic must not be encrypted.
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
     * Starts a proxy on a free port below the ephemeral ports, so that no outgoing connection takes it while the proxy
     * refuses.
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

    /** Holds back everything, in both directions and on new connections too, until {@link #heal} delivers it. */
    public void hang() {
        traffic.hang();
    }

    /**
     * Passes some more answers on and then hangs, as when a server fails in the middle of a long call. Bytes that arrive from
     * the server at once count as one answer.
     *
     * @param answers how many, 1 or more
     */
    public void hangAfter(int answers) {
        traffic.hangAfter(answers);
    }

    /** Makes the existing connections silent forever, as when a host has vanished. New ones are served. */
    public void silence() {
        links.forEach(ProxyLink::silence);
    }

    /**
     * Behaves as a host that is no longer there. Existing connections receive nothing any more, neither bytes nor an end, and
     * what is written to them is not read. An attempt to connect gets no answer. After {@link #heal} the old connections stay
     * silent, and new ones are served.
     *
     * <p>Without privileges on the machine this has two limits: what is written to a connection is acknowledged until the
     * buffers are full, and attempts to connect are dropped by filling the system's queue, which works on Linux.
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
     * Accepts new connections and never answers on them, like a server that is stopped in a debugger. Existing connections go
     * on. After {@link #heal} new ones are served.
     */
    public void acceptSilently() {
        traffic.mute();
    }

    /**
     * Sends answers one byte at a time, with a pause before each, until {@link #heal} delivers the rest.
     *
     * @param pause before each byte, positive
     */
    public void trickle(Duration pause) {
        traffic.trickle(pause);
    }

    /**
     * Connects to another server from now on, as when a name or a virtual address was moved. Existing connections stay with
     * their server.
     *
     * @param host the other server's host
     * @param port the other server's port
     */
    public void redirect(String host, int port) {
        server = new InetSocketAddress(host, port);
    }

    /**
     * Delays every answer.
     *
     * @param late by how much
     */
    public void delay(Duration late) {
        traffic.delay(late);
    }

    /**
     * Passes on the next request that contains this text, waits until the server has answered it, and then cuts the connection
     * without passing on the answer.
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

    /** Ends every fault. What was held back is delivered, except to connections that are silent forever. */
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
