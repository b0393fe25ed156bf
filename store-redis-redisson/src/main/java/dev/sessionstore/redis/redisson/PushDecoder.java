package dev.sessionstore.redis.redisson;

import dev.sessionstore.redis.ChangeLink.Listener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Objects;

/**
 * Takes reports of changes out of what arrives on a connection. Redisson's decoder would take each for the answer to the command that
 * waits. Answers are passed on one by one, so the listener is called before the commands that are answered after a report.
 */
final class PushDecoder extends ByteToMessageDecoder {

    private static final String INVALIDATE = "invalidate";

    private final Listener listener;

    PushDecoder(Listener listener) {
        this.listener = listener;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        int end = Resp3.end(in, start);
        if (end == Resp3.INCOMPLETE) {
            return;
        }
        if (in.getByte(start) == Resp3.PUSH) {
            report((List<?>) Objects.requireNonNull(Resp3.read(in)));
        } else {
            out.add(in.readRetainedSlice(end - start));
        }
    }

    private void report(List<?> push) {
        if (!INVALIDATE.equals(push.get(0))) {
            return;
        }
        if (push.get(1) instanceof List<?> keys) {
            listener.changed(keys.stream().map(String::valueOf).toList());
        } else {
            listener.allChanged();
        }
    }

    /** After an exception in here reports may be missing. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
        context.fireExceptionCaught(cause);
    }
}
