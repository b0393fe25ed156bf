package dev.sessionstore.redis.lettuce;

import io.lettuce.core.ClientOptions;

/** Lettuce's habit of sending commands again after a reconnect. */
final class Replays {

    private Replays() {}

    /**
     * @param options of a client that the application holds
     * @throws IllegalArgumentException when it replays commands, with the setting to change
     */
    static void refuse(ClientOptions options) {
        if (!rejectsCommandsWhileDisconnected(options)) {
            throw new IllegalArgumentException(
                    "The client sends commands again after it has lost its connection, so a session"
                            + " could be written twice; set ClientOptions.disconnectedBehavior(REJECT_COMMANDS)");
        }
    }

    /** Lettuce has a method for that since 7.7 only. */
    private static boolean rejectsCommandsWhileDisconnected(ClientOptions options) {
        return switch (options.getDisconnectedBehavior()) {
            case REJECT_COMMANDS -> true;
            case ACCEPT_COMMANDS -> false;
            case DEFAULT -> !options.isAutoReconnect();
        };
    }
}
