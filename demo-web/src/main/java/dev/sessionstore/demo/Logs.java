package dev.sessionstore.demo;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** One line per log record, on stderr. */
final class Logs {

    private static final Logger STORE = Logger.getLogger("store");

    /** Held here, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

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

    /**
     * Writes when a store is lost and found again.
     *
     * @param sessions whether to write each event of a session too; its sid is shortened by the event itself
     */
    static void writeEventsOf(Store store, boolean sessions) {
        store.on(StoreEvent.class, event -> {
            if (event instanceof StoreEvent.Disconnected gone) {
                STORE.warning(() -> "Disconnected: " + gone.cause().getMessage());
            } else if (sessions || event instanceof StoreEvent.Connected) {
                STORE.info(event::toString);
            }
        });
    }

    /** Starting fails with an exception that says it all; what Tomcat writes besides is noise. */
    static void tomcatIsSilent() {
        TOMCAT.setLevel(Level.OFF);
    }

    static void tomcatWarns() {
        TOMCAT.setLevel(Level.WARNING);
    }
}
