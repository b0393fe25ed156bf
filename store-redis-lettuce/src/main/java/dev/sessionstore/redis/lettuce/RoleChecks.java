package dev.sessionstore.redis.lettuce;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes connections to a server that has become a replica while its address leads to another one: it goes on answering reads,
 * with what it last knew. Servers are asked with HELLO, which every user may send, while there is traffic.
 */
final class RoleChecks {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 6;

    /** How often in a row the answer was that of a replica: where the address leads to one for good, closing does not help. */
    private final AtomicInteger inVain = new AtomicInteger();

    ChannelHandler ofChannel() {
        return new Check();
    }

    private long pause() {
        return EVERY.toMillis() << Math.min(inVain.get(), MOST_DOUBLINGS);
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
            context.executor().schedule(() -> check(context), pause(), TimeUnit.MILLISECONDS);
        }

        private void check(ChannelHandlerContext context) {
            if (!context.channel().isActive()) {
                return;
            }
            if (used) {
                ask(context);
                used = false;
            }
            schedule(context);
        }

        private void ask(ChannelHandlerContext context) {
            AsyncCommand<String, String, List<Object>> hello = new AsyncCommand<>(
                    new Command<>(CommandType.HELLO, new NestedMultiOutput<>(StringCodec.UTF8), null));
            hello.thenAccept(answer -> {
                if (!isReplica(answer)) {
                    inVain.set(0);
                } else {
                    inVain.incrementAndGet();
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

    private static boolean isReplica(List<Object> hello) {
        return isTold(hello, "role", "replica") && isTold(hello, "mode", "standalone");
    }

    private static boolean isTold(List<Object> namesAndValues, String name, String value) {
        int at = namesAndValues.indexOf(name);
        return at >= 0 && at + 1 < namesAndValues.size() && value.equals(namesAndValues.get(at + 1));
    }
}
