package dev.sessionstore.redis.lettuce;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;

/** The channels of a client that the store opened. Lettuce replaces each that is closed, to where the address leads then. */
final class StoreChannels implements NettyCustomizer {

    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final Duration maxSilence;
    private final ReplicaDetector replicas = new ReplicaDetector();

    StoreChannels(Duration maxSilence) {
        this.maxSilence = maxSilence;
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        open.add(channel);
        channel.pipeline().addFirst(new DeadConnectionDetector(maxSilence), replicas.ofChannel());
    }

    void closeAll() {
        open.close();
    }
}
