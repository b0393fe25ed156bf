package dev.sessionstore.demo.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request whose every header is the test's own, Host included. */
final class RawRequest {

    private RawRequest() {}

    /** What came back. */
    record Answer(int status, List<String> headers, String body) {

        Optional<String> header(String name) {
            String begin = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(begin))
                    .map(header -> header.substring(begin.length()).strip())
                    .findFirst();
        }
    }

    /** @param lines the request line without its version, then headers */
    static Answer send(App app, String body, String... lines) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(lines[0]).append(" HTTP/1.0\r\n");
        Arrays.stream(lines).skip(1).forEach(line -> head.append(line).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        try (Socket socket = new Socket("localhost", app.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Answer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        List<String> head = List.of(text.substring(0, end).split("\r\n", -1));
        return new Answer(
                Integer.parseInt(head.get(0).split(" ", 3)[1]), head.subList(1, head.size()), text.substring(end + 4));
    }
}
