package dev.sessionstore.redis.redisson;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.redisson.client.NettyHook;

/** The connections of a client of our own. Redisson makes each that is closed anew, to where the address leads then. */
final class OwnChannels implements NettyHook {

    private final Set<Channel> open = ConcurrentHashMap.newKeySet();

    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {}

    @Override
    public void afterChannelInitialization(Channel channel) {
        open.add(channel);
        channel.closeFuture().addListener(closed -> open.remove(channel));
    }

    void closeAll() {
        open.forEach(Channel::close);
    }
}
