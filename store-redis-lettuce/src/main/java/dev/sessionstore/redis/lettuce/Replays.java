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
        if (!options.isRejectCommandsWhileDisconnected()) {
            throw new IllegalArgumentException(
                    "The client sends commands again after it has lost its connection, so a session"
                            + " could be written twice; set ClientOptions.disconnectedBehavior(REJECT_COMMANDS)");
        }
    }
}
