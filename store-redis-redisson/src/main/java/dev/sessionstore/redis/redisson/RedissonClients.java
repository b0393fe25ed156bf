package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.RedisCommands;
import dev.sessionstore.redis.RedisStoreBuilder.ClientSettings;
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

/** Opens a client that sends every command once, reads from the master, and follows a change of the master soon. */
final class RedissonClients {

    private static final int POOL_SIZE = 32;
    private static final int MIN_IDLE = 1;
    private static final int CALLBACK_THREADS = 2;
    private static final int TOPOLOGY_REFRESH = 1000;
    private static final Duration RECONNECT = Duration.ofMillis(100);

    private RedissonClients() {}

    static RedisCommands open(ClientSettings settings) {
        Config config = new Config();
        StoreChannels channels = new StoreChannels();
        config.setNettyHook(channels);
        config.setUseScriptCache(false);
        config.setThreads(CALLBACK_THREADS);
        config.setNettyThreads(Math.max(2, Runtime.getRuntime().availableProcessors()));
        RedisUrl url = settings.url();
        String password = url.password();
        if (password != null) {
            config.setPassword(password);
            if (url.user() != null) {
                config.setUsername(url.user());
            }
        }
        servers(config, settings);
        RedissonClient client = Redisson.create(config);
        long limit = settings.timeout().toMillis();
        Runnable replicaCheck = url.topology() == RedisUrl.Topology.SINGLE
                ? new ReplicaDetector(client, channels::closeAll)::checkNowAndThen
                : () -> {};
        return new RedissonCommands(
                client,
                settings.timeout(),
                replicaCheck,
                channels::closeAll,
                () -> client.shutdown(0, limit, TimeUnit.MILLISECONDS));
    }

    private static void servers(Config config, ClientSettings settings) {
        RedisUrl url = settings.url();
        int timeout = (int) settings.timeout().toMillis();
        int size = settings.poolSize().orElse(POOL_SIZE);
        switch (url.topology()) {
            case SINGLE ->
                config.useSingleServer()
                        .setAddress(address(url, url.hosts().get(0)))
                        .setDatabase(url.database())
                        .setConnectionPoolSize(size)
                        .setConnectionMinimumIdleSize(MIN_IDLE)
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
                .setMasterConnectionMinimumIdleSize(MIN_IDLE)
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
