package dev.sessionstore.servlet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One HTTP/1.0-style exchange on a socket of its own, so that a test sees when bytes arrive. */
final class Exchange implements AutoCloseable {

    record Answer(int status, List<String> headers, String body) {

        /** The values of a header, in order. */
        List<String> all(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).trim())
                    .toList();
        }

        /** The session cookie that was sent, as the browser sends it back; fails when there is none. */
        String cookie() {
            return sessionCookies().get(0).replaceFirst(";.*", "");
        }

        List<String> sessionCookies() {
            return all("Set-Cookie").stream()
                    .filter(value -> value.startsWith("connect.sid="))
                    .toList();
        }
    }

    /** The id in a session cookie. */
    static String sid(String cookie) {
        String value = cookie.substring(cookie.indexOf("s%3A") + 4);
        return value.substring(0, value.indexOf('.'));
    }

    private final Socket socket;
    private final InputStream in;

    private Exchange(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static Exchange send(int port, String method, String path, String... headers) throws IOException {
        Exchange exchange = new Exchange(port);
        StringBuilder text =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        exchange.socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        return exchange;
    }

    static Answer get(int port, String path, String... headers) throws IOException {
        try (Exchange exchange = send(port, "GET", path, headers)) {
            return exchange.answer();
        }
    }

    /** Whether the server stays silent for a moment. */
    boolean nothingArrives() throws IOException {
        socket.setSoTimeout(100);
        in.mark(1);
        try {
            int first = in.read();
            in.reset();
            return first < 0;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    /** Reads until the server has said this. */
    void awaitText(String expected) throws IOException {
        socket.setSoTimeout(10_000);
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(expected) < 0) {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("the server ended after: " + seen);
            }
            seen.append((char) b);
        }
    }

    Answer answer() throws IOException {
        socket.setSoTimeout(15_000);
        String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no whole answer: " + all);
        }
        List<String> head = new ArrayList<>(List.of(all.substring(0, end).split("\r\n")));
        int status = Integer.parseInt(head.remove(0).split(" ")[1]);
        String body = all.substring(end + 4);
        boolean chunked = head.stream().anyMatch(line -> line.equalsIgnoreCase("Transfer-Encoding: chunked"));
        return new Answer(status, List.copyOf(head), chunked ? unchunk(body) : body);
    }

    private static String unchunk(String body) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            int size = line < 0 ? 0 : Integer.parseInt(body.substring(at, line), 16);
            if (size == 0) {
                return text.toString();
            }
            text.append(body, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
