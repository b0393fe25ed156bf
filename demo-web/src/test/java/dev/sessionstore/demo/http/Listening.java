package dev.sessionstore.demo.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A listener of the demo's events, who reads when the test does. */
final class Listening implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final BufferedReader in;
    private final int status;

    private Listening(App app, int receiveBuffer, String headers) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new InetSocketAddress("localhost", app.port()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        socket.getOutputStream()
                .write(("GET /api/events HTTP/1.0\r\nHost: localhost\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        status = Integer.parseInt(in.readLine().split(" ", 3)[1]);
        if (status == 200) {
            awaitLine("retry:");
        }
    }

    static Listening to(App app) throws IOException {
        return new Listening(app, 0, "");
    }

    /** One with the cookie of a browser. */
    static Listening as(Browser browser, App app) throws IOException {
        return new Listening(app, 0, "Cookie: " + browser.cookie().orElseThrow() + "\r\n");
    }

    /** One whose system takes little before it reads. */
    static Listening slowlyTo(App app) throws IOException {
        return new Listening(app, 4_096, "");
    }

    int status() {
        return status;
    }

    /** {@return the next line with this in it} */
    String awaitLine(String part) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("The stream ended without '" + part + "'");
    }

    /** {@return the lines up to the next one with this in it} */
    List<String> linesUntil(String part) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(in.readLine());
        } while (!lines.get(lines.size() - 1).contains(part));
        return lines;
    }

    /** Reads to the end of the stream; fails when it does not end. */
    void awaitEnd() throws IOException {
        while (in.readLine() != null) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
