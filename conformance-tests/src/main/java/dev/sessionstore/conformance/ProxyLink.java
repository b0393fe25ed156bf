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
    private final AtomicBoolean awaitingAnswer = new AtomicBoolean();

    ProxyLink(Socket client, InetSocketAddress server, ProxyTraffic traffic) {
        this.client = client;
        this.server = server;
        this.traffic = traffic;
    }

    void start() {
        startThread("proxy to " + server, () -> {
            silent = traffic.isMute();
            if (silent || connect()) {
                requests();
            }
        });
    }

    private boolean connect() {
        try {
            client.setTcpNoDelay(true);
            toServer.setTcpNoDelay(true);
            toServer.connect(server, 5_000);
        } catch (IOException unreachable) {
            cut();
            return false;
        }
        startThread("proxy from " + server, this::answers);
        return true;
    }

    boolean isOver() {
        return over;
    }

    /** Passes nothing on any more, not even the end of the connection. */
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
        pump(client, (bytes, length) -> {
            if (awaitingAnswer.compareAndSet(false, true)) {
                traffic.countRoundTrip();
            }
            ProxyTraffic.Fault fault = scanner.scan(bytes, length);
            if (fault == ProxyTraffic.Fault.CUT_BEFORE) {
                cut();
            } else if (fault == ProxyTraffic.Fault.LOSE_ANSWER) {
                loseAnswer = true;
            }
            if (traffic.awaitRequest(this) && !silent) {
                toServer.getOutputStream().write(bytes, 0, length);
            }
        });
        end();
    }

    private void answers() {
        pump(toServer, (bytes, length) -> {
            awaitingAnswer.set(false);
            if (loseAnswer) {
                cut();
            }
            if (traffic.awaitAnswer(this)) {
                answer(bytes, length);
            }
        });
        if (!silent) {
            end();
        }
    }

    private void answer(byte[] bytes, int length) throws IOException {
        int sent = 0;
        while (sent < length && !silent && traffic.awaitNextByte(this)) {
            client.getOutputStream().write(bytes, sent, 1);
            sent++;
        }
        if (!silent) {
            client.getOutputStream().write(bytes, sent, length - sent);
        }
    }

    private void pump(Socket from, Passage passage) {
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                passage.pass(buffer, length);
            }
        } catch (IOException ended) {
            // The same as an orderly end: the caller ends the other side.
        }
    }

    private void end() {
        over = true;
        close(client);
        close(toServer);
        traffic.wakeAll();
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
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

    /** Consumes what was read; may wait. */
    private interface Passage {
        void pass(byte[] bytes, int length) throws IOException;
    }
}
