package dev.sessionstore.demo.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A POST to {@code /attrs} whose body waits: the demo has loaded the session and asks for the rest. */
final class SlowPost implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final BufferedReader in;
    private final String json;

    /** Returns when the handler is at work. */
    SlowPost(App demo, String cookie, String json) throws IOException {
        URI url = URI.create(demo.url("/attrs"));
        socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.json = json;
        send(
                "POST /attrs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nCookie: "
                        + cookie + "\r\nContent-Length: " + json.length() + "\r\n\r\n");
        String line = in.readLine();
        if (line == null || !line.startsWith("HTTP/1.1 100")) {
            throw new AssertionError("Expected to be asked for the body, got " + line);
        }
        in.readLine();
    }

    /** Sends the body and reads the answer: status line, headers and body. */
    List<String> end() throws IOException {
        send(json);
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
