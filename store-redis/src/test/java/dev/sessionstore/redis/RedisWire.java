package dev.sessionstore.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client for Redis' protocol (RESP2), so that tests see the server without the clients that they test. */
public final class RedisWire implements AutoCloseable {

    private static final int PATIENCE = 10_000;

    private final Socket socket;
    private final InputStream in;

    /** Connects without TLS. */
    public RedisWire(String host, int port) {
        try {
            socket = new Socket(host, port);
            socket.setSoTimeout(PATIENCE);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @return a String, Long, List or null
     * @throws IllegalStateException with the answer when it is an error
     */
    public @Nullable Object call(String... words) {
        send(words);
        return read();
    }

    /** {@return the answer as a text, whatever it is; empty for null} */
    public String text(String... words) {
        Object answer = call(words);
        return answer == null ? "" : answer.toString();
    }

    /** {@return the answer, which is a whole number} */
    public long number(String... words) {
        return Long.parseLong(text(words));
    }

    /** Sends without waiting. */
    public void send(String... words) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(bytes("*" + words.length + "\r\n"));
        for (String word : words) {
            byte[] utf8 = bytes(word);
            request.writeBytes(bytes("$" + utf8.length + "\r\n"));
            request.writeBytes(utf8);
            request.writeBytes(bytes("\r\n"));
        }
        try {
            socket.getOutputStream().write(request.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for one answer, or for one line of MONITOR. */
    public @Nullable Object read() {
        try {
            String line = line();
            String rest = line.substring(1);
            return switch (line.charAt(0)) {
                case '+' -> rest;
                case ':' -> Long.valueOf(rest);
                case '$' -> bulk(Integer.parseInt(rest));
                case '*' -> list(Integer.parseInt(rest));
                case '-' -> throw new IllegalStateException(rest);
                default -> throw new IllegalStateException("Not RESP2: " + line);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.skipNBytes(2);
        return text;
    }

    private @Nullable List<@Nullable Object> list(int length) {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            items.add(read());
        }
        return items;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\r'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The server has closed the connection");
            }
            line.write(b);
        }
        in.skipNBytes(1);
        return line.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
