package dev.sessionstore.conformance;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The port of a {@link FaultProxy}: accepts connections, refuses them, or does not answer. */
final class ProxyListener {

    private static final int LOWEST_PORT = 18_000;
    private static final int HIGHEST_PORT = 32_000;

    /** The system's queue of connections that are not accepted yet. */
    private static final int BACKLOG = 100;

    /** Small, so that a client that writes much is soon blocked when the proxy does not read. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private final int port;
    private final Consumer<Socket> serve;
    private final ReentrantLock lock = new ReentrantLock();
    private final Congestion congestion = new Congestion();
    private ServerSocket socket;
    private Thread acceptor;
    private boolean refusing;
    private boolean closed;

    /** Listens on a free port below the ephemeral ports. */
    ProxyListener(Consumer<Socket> serve) throws IOException {
        this.serve = serve;
        this.socket = listenSomewhere();
        this.port = socket.getLocalPort();
        this.acceptor = accept(socket);
    }

    int port() {
        return port;
    }

    void refuse() {
        locked(() -> {
            refusing = true;
            stop();
        });
    }

    /** Accepts no connection from now on, and fills the queue of the system, which then drops further attempts. */
    void vanish() {
        locked(() -> {
            if (!refusing && !congestion.isOn()) {
                congestion.begin(port, BACKLOG);
            }
        });
    }

    /** Accepts again, whatever was before. */
    void heal() {
        locked(() -> {
            if (congestion.isOn()) {
                stop();
                refusing = true;
            }
            if (refusing && !closed) {
                refusing = false;
                socket = listen(port);
                acceptor = accept(socket);
            }
        });
    }

    void close() {
        locked(() -> {
            closed = true;
            stop();
        });
    }

    private void stop() throws IOException {
        socket.close();
        congestion.end();
        try {
            acceptor.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread accept(ServerSocket on) {
        return ProxyLink.startThread("proxy " + port, () -> {
            while (!on.isClosed()) {
                try {
                    Socket client = on.accept();
                    congestion.awaitEnd();
                    if (on.isClosed()) {
                        ProxyLink.reset(client);
                    } else {
                        serve.accept(client);
                    }
                } catch (IOException stopped) {
                    return;
                }
            }
        });
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
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    private void locked(Change change) {
        lock.lock();
        try {
            change.run();
        } catch (IOException e) {
            throw new IllegalStateException("the proxy cannot change what it does on port " + port, e);
        } finally {
            lock.unlock();
        }
    }

    private interface Change {
        void run() throws IOException;
    }
}
