package dev.sessionstore.conformance.small;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A client's connection to a {@link TinyServer}; used by one thread at a time. */
public final class TinyConnection {

    private static final ScheduledExecutorService ALARMS = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "proxy alarm");
        thread.setDaemon(true);
        return thread;
    });

    private final Socket socket = new Socket();
    private final BufferedReader in;

    public TinyConnection(int port, Duration timeout) throws IOException {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            socket.setTcpNoDelay(true);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Ends in time whatever the server does: an alarm closes the connection, which neither a read nor a write survives. */
    public String exchange(String request, Duration atMost) throws IOException {
        Future<?> alarm = ALARMS.schedule(this::close, atMost.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return exchange(request);
        } finally {
            alarm.cancel(false);
        }
    }

    public String exchange(String request) throws IOException {
        send(request);
        return receive();
    }

    public void send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    public String receive() throws IOException {
        String answer = in.readLine();
        if (answer == null) {
            throw new EOFException("the server closed the connection");
        }
        return answer;
    }

    public void timeout(Duration timeout) throws IOException {
        socket.setSoTimeout((int) timeout.toMillis());
    }

    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
