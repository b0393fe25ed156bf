package dev.sessionstore.demo.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** One line per log record, on stderr. */
final class Logs {

    /** Held here, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final List<Logger> CLIENTS = Stream.of(
                    "io.lettuce", "redis.clients", "org.redisson", "io.netty", "com.zaxxer.hikari")
            .map(Logger::getLogger)
            .toList();

    private Logs() {}

    static void configure() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT.%1$tL %4$s %3$s: %5$s%6$s%n");
        }
        CLIENTS.forEach(client -> client.setLevel(Level.WARNING));
    }
}
