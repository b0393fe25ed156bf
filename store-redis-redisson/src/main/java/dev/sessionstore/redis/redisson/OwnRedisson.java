package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.RedisStoreBuilder.Connecting;
import dev.sessionstore.redis.RedisUrl;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;

/** A client of our own: sends everything once, reads from the master, and notices soon who the master is. */
final class OwnRedisson {

    private static final int POOL_SIZE = 32;
    private static final int IDLE_AT_LEAST = 1;
    private static final int CALLBACK_THREADS = 2;
    private static final int TOPOLOGY_REFRESH = 1000;
    private static final Duration RECONNECT = Duration.ofMillis(100);

    private OwnRedisson() {}

    static RedisCommands open(Connecting connecting) {
        Config config = new Config();
        OwnChannels channels = new OwnChannels();
        config.setNettyHook(channels);
        config.setUseScriptCache(false);
        config.setThreads(CALLBACK_THREADS);
        config.setNettyThreads(Math.max(2, Runtime.getRuntime().availableProcessors()));
        RedisUrl url = connecting.url();
        String password = url.password();
        if (password != null) {
            config.setPassword(password);
            if (url.user() != null) {
                config.setUsername(url.user());
            }
        }
        servers(config, connecting);
        RedissonClient client = Redisson.create(config);
        long most = connecting.timeout().toMillis();
        Runnable roleCheck = url.topology() == RedisUrl.Topology.SINGLE
                ? new RoleCheck(client, channels::closeAll)::whenDue
                : () -> {};
        return new RedissonCommands(
                client,
                connecting.timeout(),
                roleCheck,
                channels::closeAll,
                () -> client.shutdown(0, most, TimeUnit.MILLISECONDS));
    }

    private static void servers(Config config, Connecting connecting) {
        RedisUrl url = connecting.url();
        int timeout = (int) connecting.timeout().toMillis();
        int size = connecting.poolSize().orElse(POOL_SIZE);
        switch (url.topology()) {
            case SINGLE ->
                config.useSingleServer()
                        .setAddress(address(url, url.hosts().get(0)))
                        .setDatabase(url.database())
                        .setConnectionPoolSize(size)
                        .setConnectionMinimumIdleSize(IDLE_AT_LEAST)
                        .setSubscriptionConnectionMinimumIdleSize(0)
                        .setTimeout(timeout)
                        .setConnectTimeout(timeout)
                        .setRetryAttempts(0)
                        .setPingConnectionInterval(timeout)
                        .setReconnectionDelay(new ConstantDelay(RECONNECT));
            case CLUSTER -> {
                var cluster = config.useClusterServers().setScanInterval(TOPOLOGY_REFRESH);
                url.hosts().forEach(host -> cluster.addNodeAddress(address(url, host)));
                several(cluster, timeout, size);
            }
            case SENTINEL -> {
                var sentinels = config.useSentinelServers()
                        .setMasterName(url.masterName())
                        .setDatabase(url.database())
                        .setScanInterval(TOPOLOGY_REFRESH);
                url.hosts().forEach(host -> sentinels.addSentinelAddress(address(url, host)));
                several(sentinels, timeout, size);
            }
        }
    }

    private static void several(BaseMasterSlaveServersConfig<?> servers, int timeout, int size) {
        servers.setReadMode(ReadMode.MASTER)
                .setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionPoolSize(size)
                .setMasterConnectionMinimumIdleSize(IDLE_AT_LEAST)
                .setSubscriptionConnectionMinimumIdleSize(0)
                .setTimeout(timeout)
                .setConnectTimeout(timeout)
                .setRetryAttempts(0)
                .setPingConnectionInterval(timeout)
                .setReconnectionDelay(new ConstantDelay(RECONNECT));
    }

    private static String address(RedisUrl url, RedisUrl.Host host) {
        return (url.tls() ? "rediss://" : "redis://") + host;
    }
}
