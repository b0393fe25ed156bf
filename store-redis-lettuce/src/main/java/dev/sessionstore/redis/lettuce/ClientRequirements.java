package dev.sessionstore.redis.lettuce;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import org.jspecify.annotations.Nullable;

/** Checks the settings of a client or connection that the application holds. A message names the setting to change. */
final class ClientRequirements {

    private ClientRequirements() {}

    /** @throws IllegalArgumentException when the client sends commands again after a reconnect */
    static void requireAtMostOnce(ClientOptions options) {
        if (!rejectsCommandsWhileDisconnected(options)) {
            throw new IllegalArgumentException(
                    "The client sends commands again after it has lost its connection, so a session"
                            + " could be written twice; set ClientOptions.disconnectedBehavior(REJECT_COMMANDS)");
        }
    }

    /** Lettuce has a method for that only since 7.7. */
    private static boolean rejectsCommandsWhileDisconnected(ClientOptions options) {
        return switch (options.getDisconnectedBehavior()) {
            case REJECT_COMMANDS -> true;
            case ACCEPT_COMMANDS -> false;
            case DEFAULT -> !options.isAutoReconnect();
        };
    }

    /** @throws IllegalArgumentException when the connection may read from replicas */
    static void requireReadsFromMaster(StatefulConnection<String, String> connection) {
        if (connection instanceof StatefulRedisMasterReplicaConnection<String, String> replicated) {
            requireMaster(replicated.getReadFrom());
        }
    }

    /** @throws IllegalArgumentException when it may be a replica */
    static void requireMaster(@Nullable ReadFrom readFrom) {
        if (readFrom != null && readFrom != ReadFrom.UPSTREAM) {
            throw new IllegalArgumentException(
                    "The connection may read from replicas, where a session that was just written"
                            + " can be missing; set its ReadFrom to UPSTREAM");
        }
    }
}
