package dev.sessionstore.redis.lettuce;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import org.jspecify.annotations.Nullable;

/** Reads that may miss what was just written. */
final class ReplicaReads {

    private ReplicaReads() {}

    /**
     * @param connection one that the application holds
     * @throws IllegalArgumentException when it reads from replicas, with the setting to change
     */
    static void refuse(StatefulConnection<String, String> connection) {
        if (connection instanceof StatefulRedisMasterReplicaConnection<String, String> replicated) {
            refuse(replicated.getReadFrom());
        }
    }

    static void refuse(@Nullable ReadFrom readFrom) {
        if (readFrom != null && readFrom != ReadFrom.UPSTREAM) {
            throw new IllegalArgumentException(
                    "The connection may read from replicas, where a session that was just written"
                            + " can be missing; set its ReadFrom to UPSTREAM");
        }
    }
}
