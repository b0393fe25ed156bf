package dev.sessionstore.demo.http;

import io.lettuce.core.RedisClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Redis is sent by its clients, as MONITOR tells it; what scripts call inside is left out. */
final class Monitor implements AutoCloseable {

    private static final Pattern COMMAND = Pattern.compile("\\+[0-9.]+ \\[\\d+ (\\S+)\\] \"(\\w+)\"(.*)");

    private final Socket socket;
    private final BufferedReader lines;

    private Monitor(Socket socket, BufferedReader lines) {
        this.socket = socket;
        this.lines = lines;
    }

    static Monitor of(String host, int port) throws IOException {
        Socket socket = new Socket(host, port);
        socket.setSoTimeout(10_000);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
        if (!"+OK".equals(lines.readLine())) {
            throw new IOException("MONITOR is refused");
        }
        return new Monitor(socket, lines);
    }

    /** {@return the names of the commands since the last call that mention this text, in upper case, in their order} */
    List<String> commandsWith(String text, RedisClient client) throws IOException {
        String end = UUID.randomUUID().toString();
        try (var connection = client.connect()) {
            connection.sync().echo(end);
        }
        List<String> commands = new ArrayList<>();
        for (String line = lines.readLine(); line != null && !line.contains(end); line = lines.readLine()) {
            Matcher command = COMMAND.matcher(line);
            if (command.matches()
                    && !command.group(1).equals("lua")
                    && command.group(3).contains(text)) {
                commands.add(command.group(2).toUpperCase(java.util.Locale.ROOT));
            }
        }
        return commands;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
