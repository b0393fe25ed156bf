package dev.sessionstore.redis.lettuce;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import java.util.Arrays;

/** Turns off the notifications that Lettuce 7 subscribes to when it connects. Lettuce 6 has no such option. */
final class MaintenanceNotifications {

    private static final boolean SUPPORTED = Arrays.stream(ClientOptions.Builder.class.getMethods())
            .anyMatch(option -> option.getName().equals("maintNotificationsConfig"));

    private MaintenanceNotifications() {}

    static void turnOff(ClientOptions.Builder options) {
        if (SUPPORTED) {
            Lettuce7.turnOff(options);
        }
    }

    /** A separate class, which is never loaded with Lettuce 6. */
    private static final class Lettuce7 {

        static void turnOff(ClientOptions.Builder options) {
            options.maintNotificationsConfig(MaintNotificationsConfig.disabled());
        }
    }
}
