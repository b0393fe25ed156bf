package dev.sessionstore.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that one server receives, from MONITOR. */
final class Monitor implements AutoCloseable {

    private static final String END = "end-of-the-commands";
    private static final Pattern LINE = Pattern.compile("[0-9.]+ \\[\\d+ (\\S+)\\] \"(\\w+)\"(.*)");

    private final RedisWire lines;
    private final RedisWire other;

    Monitor(String host, int port) {
        lines = new RedisWire(host, port);
        other = new RedisWire(host, port);
        lines.call("MONITOR");
    }

    /** {@return the commands since the last call that mention this text, upper case, in order; those of scripts in brackets} */
    List<String> commandsWith(String text) {
        other.call("ECHO", END);
        List<String> commands = new ArrayList<>();
        while (true) {
            Matcher line = LINE.matcher(String.valueOf(lines.read()));
            if (!line.matches()
                    || !line.group(3).contains(text) && !line.group(3).contains(END)) {
                continue;
            }
            if (line.group(3).contains(END)) {
                return commands;
            }
            String name = line.group(2).toUpperCase(java.util.Locale.ROOT);
            commands.add(line.group(1).equals("lua") ? "[" + name + "]" : name);
        }
    }

    @Override
    public void close() {
        lines.close();
        other.close();
    }
}
