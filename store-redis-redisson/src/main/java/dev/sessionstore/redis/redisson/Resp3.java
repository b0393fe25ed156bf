package dev.sessionstore.redis.redisson;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of RESP3, the protocol in which a server sends reports of changes between its answers. */
final class Resp3 {

    /** The first byte of what the server sends unasked. */
    static final char PUSH = '>';

    static final int INCOMPLETE = -1;

    private static final int LINE_END = 2;

    private Resp3() {}

    /**
     * {@return the index after the value at an index, or {@link #INCOMPLETE}}
     *
     * @throws CorruptedFrameException when it is no value of RESP3
     */
    static int end(ByteBuf in, int start) {
        int line = in.indexOf(start, in.writerIndex(), (byte) '\n') + 1;
        if (line == 0) {
            return INCOMPLETE;
        }
        char type = (char) in.getByte(start);
        return switch (type) {
            case '+', '-', ':', '_', ',', '#', '(' -> line;
            case '$', '=', '!' -> endOfText(in, line, length(in, start, line));
            case '*', '~', PUSH -> endOfAll(in, line, length(in, start, line));
            case '%' -> endOfAll(in, line, 2 * length(in, start, line));
            default -> throw new CorruptedFrameException("no value of RESP3: " + type);
        };
    }

    private static int length(ByteBuf in, int start, int line) {
        return Integer.parseInt(in.toString(start + 1, line - start - 1 - LINE_END, StandardCharsets.US_ASCII));
    }

    private static int endOfText(ByteBuf in, int start, int length) {
        if (length < 0) {
            return start;
        }
        return in.writerIndex() - start < length + LINE_END ? INCOMPLETE : start + length + LINE_END;
    }

    private static int endOfAll(ByteBuf in, int start, int count) {
        int end = start;
        for (int i = 0; i < count && end != INCOMPLETE; i++) {
            end = end(in, end);
        }
        return end;
    }

    /**
     * Reads a value that has arrived as a whole.
     *
     * @return null, a list of values, or a text, which numbers are too
     */
    static @Nullable Object read(ByteBuf in) {
        char type = (char) in.readByte();
        String line = readText(in, in.bytesBefore((byte) '\n') + 1 - LINE_END);
        return switch (type) {
            case '_' -> null;
            case '$', '=', '!' -> line.startsWith("-") ? null : readText(in, Integer.parseInt(line));
            case '*', '~', PUSH -> line.startsWith("-") ? null : readAll(in, Integer.parseInt(line));
            case '%' -> readAll(in, 2 * Integer.parseInt(line));
            default -> line;
        };
    }

    private static String readText(ByteBuf in, int length) {
        String text = in.toString(in.readerIndex(), length, StandardCharsets.UTF_8);
        in.skipBytes(length + LINE_END);
        return text;
    }

    private static List<@Nullable Object> readAll(ByteBuf in, int count) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(read(in));
        }
        return values;
    }
}
