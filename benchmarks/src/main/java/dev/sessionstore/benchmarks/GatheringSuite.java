package dev.sessionstore.benchmarks;

import dev.sessionstore.bench.Candidate;
import dev.sessionstore.bench.Payload;
import dev.sessionstore.bench.Target;
import dev.sessionstore.bench.Workload;
import dev.sessionstore.bench.stores.StoreSpec;
import dev.sessionstore.bench.targets.Cleanup;
import dev.sessionstore.bench.targets.Missing;
import dev.sessionstore.bench.targets.ServerWatch;
import dev.sessionstore.bench.targets.Work;
import dev.sessionstore.benchmarks.peers.RedisKeys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What it would bring if commands of different requests left in one packet: Lettuce as it is, and Lettuce with Netty's own handler that
 * flushes once for all that the event loop has before it. Order, timeouts and errors stay those of each command.
 */
final class GatheringSuite {

    private static final String PLAIN = "lettuce GET + SET";
    private static final int AT_MOST = 256;

    private GatheringSuite() {}

    static List<Run> runs() {
        return List.of(new Run(
                "gathering",
                "gathering-change",
                "Lettuce as it is, and with commands gathered into fewer flushes",
                "raw client",
                Workload.CHANGE,
                List.of(1, 8, 32, 128),
                servers -> List.of(
                        new Candidate(
                                "gathered " + PLAIN,
                                Optional.of(PLAIN),
                                (payload, threads) -> open(servers.lettuce(), payload, GatheringSuite::gather)),
                        new Candidate(
                                PLAIN,
                                Optional.empty(),
                                (payload, threads) -> open(servers.lettuce(), payload, channel -> {})))));
    }

    private static void gather(Channel channel) {
        channel.pipeline().addFirst(new FlushConsolidationHandler(AT_MOST, true));
    }

    @FunctionalInterface
    private interface OnChannel {
        void prepare(Channel channel);
    }

    private static Target open(StoreSpec spec, Payload payload, OnChannel onChannel) throws Exception {
        ClientResources resources = ClientResources.builder()
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        onChannel.prepare(channel);
                    }
                })
                .build();
        RedisClient client = RedisClient.create(resources, RedisURI.create(spec.requiredUrl()));
        String prefix = "gathering_" + UUID.randomUUID().toString().replace('-', '_') + "_";
        GetAndSet work = new GetAndSet(client.connect().sync(), prefix, SampleJson.of(payload));
        return new Cleanup(
                work,
                ServerWatch.of(spec),
                () -> {
                    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
                    resources.shutdown(0, 2, TimeUnit.SECONDS).get();
                },
                () -> RedisKeys.delete(spec, prefix));
    }

    /** The client's own commands, with ready JSON. */
    private record GetAndSet(RedisCommands<String, String> redis, String prefix, String json) implements Work {

        private static final Duration LIFETIME = Duration.ofMinutes(30);

        @Override
        public String login() {
            String key = prefix + UUID.randomUUID();
            set(key);
            return key;
        }

        @Override
        public void read(String key) {
            if (redis.get(key) == null) {
                throw Missing.session();
            }
        }

        @Override
        public void change(String key) {
            read(key);
            set(key);
        }

        @Override
        public void logout(String key) {
            if (redis.del(key) != 1) {
                throw Missing.session();
            }
        }

        private void set(String key) {
            redis.set(key, json, SetArgs.Builder.ex(LIFETIME));
        }
    }
}
