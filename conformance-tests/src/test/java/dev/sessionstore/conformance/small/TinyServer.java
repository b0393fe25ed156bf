package dev.sessionstore.conformance.small;

import dev.sessionstore.StoreEvent.SessionEvent;
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

/** A session server: each line is a request, each answer a line. Keeps its sessions in a {@link SmallBackend}. */
public final class TinyServer implements AutoCloseable {

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
                effects.clear();
                String answer = TinyProtocol.execute(store, line);
                out.write(TinyProtocol.answer(answer, effects).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException | UncheckedIOException cut) {
            clients.remove(client);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy target");
        thread.setDaemon(true);
        thread.start();
    }
}
