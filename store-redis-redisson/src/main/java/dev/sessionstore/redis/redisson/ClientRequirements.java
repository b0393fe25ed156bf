package dev.sessionstore.redis.redisson;

import org.redisson.config.Config;
import org.redisson.config.ReadMode;

/** Checks the settings of a client that the application holds. A message names the setting to change. */
final class ClientRequirements {

    private ClientRequirements() {}

    /** @throws IllegalArgumentException when the client may read from replicas */
    static void requireReadsFromMaster(Config config) {
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
        } catch (IllegalStateException otherKindOfServers) {
            return config.useReplicatedServers().getReadMode();
        }
    }
}
