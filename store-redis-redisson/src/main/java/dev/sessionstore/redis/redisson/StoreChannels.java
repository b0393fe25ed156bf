package dev.sessionstore.redis.redisson;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import org.redisson.client.NettyHook;

/** The channels of a client that the store opened. Redisson replaces each that is closed, to where the address leads then. */
final class StoreChannels implements NettyHook {

    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {}

    @Override
    public void afterChannelInitialization(Channel channel) {
        open.add(channel);
    }

    void closeAll() {
        open.close();
    }
}
