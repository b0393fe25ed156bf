package dev.sessionstore.redis.lettuce;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import java.util.Arrays;

/** What Lettuce 7 asks a server for when it connects, and Lettuce 6 does not know. */
final class MaintenanceNotifications {

    private static final boolean KNOWN = Arrays.stream(ClientOptions.Builder.class.getMethods())
            .anyMatch(option -> option.getName().equals("maintNotificationsConfig"));

    private MaintenanceNotifications() {}

    static void turnOff(ClientOptions.Builder options) {
        if (KNOWN) {
            Lettuce7.turnOff(options);
        }
    }

    /** A class of its own, which a JVM with Lettuce 6 never loads. */
    private static final class Lettuce7 {

        static void turnOff(ClientOptions.Builder options) {
            options.maintNotificationsConfig(MaintNotificationsConfig.disabled());
        }
    }
}
