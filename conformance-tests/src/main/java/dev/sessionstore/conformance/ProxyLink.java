package dev.sessionstore.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection through a {@link FaultProxy}: a socket to the client, one to the server, and a thread for each direction. */
final class ProxyLink {

    private final Socket client;
    private final Socket toServer = new Socket();
    private final InetSocketAddress server;
    private final ProxyTraffic traffic;
    private volatile boolean silent;
    private volatile boolean over;
    private volatile boolean loseAnswer;
    private final AtomicBoolean asked = new AtomicBoolean();

    ProxyLink(Socket client, InetSocketAddress server, ProxyTraffic traffic) {
        this.client = client;
        this.server = server;
        this.traffic = traffic;
    }

    void start() {
        startThread("proxy to " + server, () -> {
            try {
                client.setTcpNoDelay(true);
                toServer.setTcpNoDelay(true);
                toServer.connect(server, 5_000);
            } catch (IOException unreachable) {
                cut();
                return;
            }
            startThread("proxy from " + server, this::answers);
            requests();
        });
    }

    boolean isOver() {
        return over;
    }

    void silence() {
        silent = true;
    }

    /** Ends both connections with a reset. */
    void cut() {
        over = true;
        reset(client);
        reset(toServer);
        traffic.wakeAll();
    }

    private void requests() {
        ProxyTraffic.Scanner scanner = traffic.scanner();
        pump(client, toServer, (bytes, length) -> {
            if (asked.compareAndSet(false, true)) {
                traffic.countRoundTrip();
            }
            ProxyTraffic.Fault fault = scanner.scan(bytes, length);
            if (fault == ProxyTraffic.Fault.CUT_BEFORE) {
                cut();
            } else if (fault == ProxyTraffic.Fault.LOSE_ANSWER) {
                loseAnswer = true;
            }
            return traffic.awaitRequestTurn(this);
        });
    }

    private void answers() {
        pump(toServer, client, (bytes, length) -> {
            asked.set(false);
            if (loseAnswer) {
                cut();
            }
            return traffic.awaitAnswerTurn(this);
        });
    }

    private void pump(Socket from, Socket to, Gate gate) {
        byte[] buffer = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!gate.pass(buffer, length)) {
                    return;
                }
                if (!silent) {
                    to.getOutputStream().write(buffer, 0, length);
                }
            }
        } catch (IOException ended) {
            over = true;
        } finally {
            over = true;
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot close " + socket, e);
        }
    }

    static Thread startThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Decides whether what was read goes on; may wait. */
    private interface Gate {
        boolean pass(byte[] bytes, int length);
    }
}
