package dev.sessionstore.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Tells the response of each text before the container gets it. */
final class CountedWriter extends PrintWriter {

    private static final char LAST_OF_ONE_BYTE = 0x7f;
    private static final char LAST_OF_TWO_BYTES = 0x7ff;

    private final SessionResponse response;
    private final boolean utf8;
    private final float mostBytesPerChar;

    CountedWriter(SessionResponse response, PrintWriter target, Charset charset) {
        super(target);
        this.response = response;
        utf8 = charset.equals(StandardCharsets.UTF_8);
        mostBytesPerChar = charset.canEncode() ? charset.newEncoder().maxBytesPerChar() : Integer.BYTES;
    }

    @Override
    public void write(int c) {
        if (mayWrite(mostBytesPerChar)) {
            super.write(c);
        }
    }

    @Override
    public void write(char[] chars, int offset, int length) {
        if (mayWrite(utf8 ? utf8Length(chars, offset, length) : mostBytesPerChar * length)) {
            super.write(chars, offset, length);
        }
    }

    @Override
    public void write(String text, int offset, int length) {
        char[] chars = new char[length];
        text.getChars(offset, offset + length, chars, 0);
        write(chars, 0, length);
    }

    /** Counted as well, which the inherited form is not. */
    @Override
    public void println() {
        write(System.lineSeparator());
    }

    @Override
    public void flush() {
        if (saved()) {
            super.flush();
        }
    }

    @Override
    public void close() {
        if (saved()) {
            super.close();
        }
    }

    private boolean mayWrite(float bytes) {
        try {
            return response.mayWrite((long) Math.ceil(bytes));
        } catch (IOException e) {
            setError();
            return false;
        }
    }

    private boolean saved() {
        try {
            return response.saved();
        } catch (IOException e) {
            setError();
            return false;
        }
    }

    private static long utf8Length(char[] chars, int offset, int length) {
        long bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            bytes += chars[i] <= LAST_OF_ONE_BYTE ? 1 : chars[i] <= LAST_OF_TWO_BYTES ? 2 : 3;
        }
        return bytes;
    }
}
