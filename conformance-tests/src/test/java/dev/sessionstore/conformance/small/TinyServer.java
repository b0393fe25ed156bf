package dev.sessionstore.conformance.small;

import dev.sessionstore.StoreEvent.SessionEvent;
import dev.sessionstore.Watching.Watcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** A session server: each line is a request, each answer a line. Keeps its sessions in a {@link SmallBackend}. */
public final class TinyServer implements AutoCloseable {

    /** Begins the reports of changes on this connection. */
    static final String WATCH = "watch";

    /** What a report of a change begins with; the sid follows. All sessions may have changed when there is none. */
    static final String CHANGED = "!";

    private final SmallBackend backend;
    private final ServerSocket listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    public TinyServer(SmallBackend backend) throws IOException {
        this.backend = backend;
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            Socket client;
            try {
                client = listener.accept();
            } catch (IOException closed) {
                return;
            }
            clients.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) {
        List<SessionEvent> effects = new ArrayList<>();
        SmallStore store = new SmallStore(backend);
        store.on(SessionEvent.class, effects::add);
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            client.setTcpNoDelay(true);
            OutputStream out = client.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(WATCH)) {
                    report(in, out);
                    return;
                }
                effects.clear();
                String answer = TinyProtocol.execute(store, line);
                out.write(TinyProtocol.answer(answer, effects).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | UncheckedIOException cut) {
            clients.remove(client);
        }
    }

    /** From now on each change is a line, and so is each answer to a line. */
    private void report(BufferedReader in, OutputStream out) throws IOException {
        PushedChanges pushed = new PushedChanges(out);
        pushed.send(WATCH, () -> backend.watchers.add(pushed));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                pushed.send(line, () -> {});
            }
        } finally {
            backend.watchers.remove(pushed);
        }
    }

    private record PushedChanges(OutputStream out, ReentrantLock lock) implements Watcher {

        PushedChanges(OutputStream out) {
            this(out, new ReentrantLock());
        }

        /** Does something before a line is sent, with no other line between. */
        void send(String line, Runnable before) throws IOException {
            lock.lock();
            try {
                before.run();
                out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void changed(String sid) {
            push(CHANGED + TinyProtocol.encode(sid));
        }

        @Override
        public void lost() {
            push(CHANGED);
        }

        private void push(String line) {
            try {
                send(line, () -> {});
            } catch (IOException cut) {
                System.Logger.Level level = System.Logger.Level.DEBUG;
                System.getLogger(TinyServer.class.getName()).log(level, "a watch is gone", cut);
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy target");
        thread.setDaemon(true);
        thread.start();
    }
}
