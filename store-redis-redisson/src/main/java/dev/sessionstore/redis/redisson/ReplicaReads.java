package dev.sessionstore.redis.redisson;

import org.redisson.config.Config;
import org.redisson.config.ReadMode;

/** Reads that may miss what was just written. */
final class ReplicaReads {

    private ReplicaReads() {}

    /**
     * @param config of a client that the application holds
     * @throws IllegalArgumentException when it reads from replicas, with the setting to change
     */
    static void refuse(Config config) {
        if (readMode(config) != ReadMode.MASTER) {
            throw new IllegalArgumentException(
                    "The client may read from replicas, where a session that was just written can be"
                            + " missing; set its read mode to ReadMode.MASTER");
        }
    }

    private static ReadMode readMode(Config config) {
        if (config.isSingleConfig()) {
            return ReadMode.MASTER;
        }
        if (config.isClusterConfig()) {
            return config.useClusterServers().getReadMode();
        }
        if (config.isSentinelConfig()) {
            return config.useSentinelServers().getReadMode();
        }
        try {
            return config.useMasterSlaveServers().getReadMode();
        } catch (IllegalStateException otherServers) {
            return config.useReplicatedServers().getReadMode();
        }
    }
}
