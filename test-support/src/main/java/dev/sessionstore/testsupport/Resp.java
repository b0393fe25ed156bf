package dev.sessionstore.testsupport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of Redis' protocol (RESP 2) that setting servers up needs: one connection for one command and its answer. */
final class Resp {

    private static final int PATIENCE_MILLIS = 10_000;

    private Resp() {}

    /**
     * Sends a command.
     *
     * @return a String for a status or a bulk, a Long, a List of these, or null
     * @throws IllegalStateException when the answer is an error
     * @throws UncheckedIOException when the server does not answer
     */
    static @Nullable Object send(int port, List<String> command) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            socket.getOutputStream().write(encode(command));
            return read(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " to port " + port + " failed", e);
        }
    }

    static String text(int port, String... command) {
        return String.valueOf(send(port, List.of(command)));
    }

    static List<String> texts(int port, String... command) {
        if (send(port, List.of(command)) instanceof List<?> texts) {
            return texts.stream().map(String::valueOf).toList();
        }
        throw new IllegalStateException("Redis did not answer " + command[0] + " with an array");
    }

    private static byte[] encode(List<String> command) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("*" + command.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : command) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static @Nullable Object read(InputStream in) throws IOException {
        int type = in.read();
        String line = line(in);
        return switch (type) {
            case '+' -> line;
            case '-' -> throw new IllegalStateException("Redis answered: " + line);
            case ':' -> Long.valueOf(line);
            case '$' -> bulk(in, Integer.parseInt(line));
            case '*' -> array(in, Integer.parseInt(line));
            default -> throw new EOFException("No answer");
        };
    }

    private static @Nullable String bulk(InputStream in, int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        line(in);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static @Nullable List<@Nullable Object> array(InputStream in, int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(read(in));
        }
        return elements;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection ended");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
