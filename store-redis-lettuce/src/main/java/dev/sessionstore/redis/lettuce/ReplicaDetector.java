package dev.sessionstore.redis.lettuce;

import dev.sessionstore.redis.RoleChecks;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Closes channels to a server that has become a replica while its address leads to another one. While there is traffic, the
 * server is sent HELLO, which every user may send.
 */
final class ReplicaDetector {

    private final RoleChecks roles = new RoleChecks();

    ChannelHandler ofChannel() {
        return new Check();
    }

    /** Called by the channel's own thread only. */
    private final class Check extends ChannelDuplexHandler {

        private boolean used;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            schedule(context);
            context.fireChannelActive();
        }

        private void schedule(ChannelHandlerContext context) {
            context.executor().schedule(() -> check(context), roles.interval().toMillis(), TimeUnit.MILLISECONDS);
        }

        private void check(ChannelHandlerContext context) {
            if (!context.channel().isActive()) {
                return;
            }
            if (used) {
                sendHello(context);
                used = false;
            }
            schedule(context);
        }

        private void sendHello(ChannelHandlerContext context) {
            AsyncCommand<String, String, List<Object>> hello = new AsyncCommand<>(
                    new Command<>(CommandType.HELLO, new NestedMultiOutput<>(StringCodec.UTF8), null));
            hello.thenAccept(answer -> {
                boolean replica = RoleChecks.isReplica(answer);
                roles.found(replica);
                if (replica) {
                    context.close();
                }
            });
            context.channel().writeAndFlush(hello);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            used = true;
            context.write(message, promise);
        }
    }
}
