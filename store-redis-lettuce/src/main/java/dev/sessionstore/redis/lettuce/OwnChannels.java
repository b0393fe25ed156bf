package dev.sessionstore.redis.lettuce;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of a client of our own. Each that has gone silent or leads to a replica is closed, and Lettuce makes it anew,
 * to wherever the address leads then.
 */
final class OwnChannels implements NettyCustomizer {

    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final Duration silentAtMost;
    private final RoleChecks roles = new RoleChecks();

    OwnChannels(Duration silentAtMost) {
        this.silentAtMost = silentAtMost;
    }

    @Override
    public void afterChannelInitialized(Channel channel) {
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
        channel.pipeline().addFirst(new DeadConnectionDetector(silentAtMost), roles.ofChannel());
    }

    void closeAll() {
        open.forEach(Channel::close);
    }
}
