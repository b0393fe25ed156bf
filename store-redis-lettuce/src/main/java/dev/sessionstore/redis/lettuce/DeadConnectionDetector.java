package dev.sessionstore.redis.lettuce;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel on which a command was sent and nothing was received for a while, so that Lettuce opens a new one. Lettuce
 * itself uses a dead connection until the operating system gives it up, which takes a quarter of an hour. Called by the
 * channel's own thread only.
 */
final class DeadConnectionDetector extends ChannelDuplexHandler {

    private final long limit;
    private boolean waiting;
    private long since;

    DeadConnectionDetector(Duration limit) {
        this.limit = limit.toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.executor().schedule(() -> check(context), limit, TimeUnit.NANOSECONDS);
        context.fireChannelActive();
    }

    private void check(ChannelHandlerContext context) {
        if (!context.channel().isActive()) {
            return;
        }
        long silent = waiting ? System.nanoTime() - since : 0;
        if (silent >= limit) {
            context.close();
        } else {
            context.executor().schedule(() -> check(context), limit - silent, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!waiting) {
            waiting = true;
            since = System.nanoTime();
        }
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting = false;
        context.fireChannelRead(message);
    }
}
