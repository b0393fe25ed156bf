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

/** A client's connection to a {@link TinyServer}; used by one thread at a time. */
public final class TinyConnection {

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
