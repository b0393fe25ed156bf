package dev.sessionstore.servlet;

import dev.sessionstore.servlet.CommitOnFirstByteResponse.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reports text to the response before the container gets it. The inherited println and format would hold the monitor of the
 * writer while the store is called, so they are written anew.
 */
final class CountedWriter extends PrintWriter {

    private static final char LAST_OF_ONE_BYTE = 0x7f;
    private static final char LAST_OF_TWO_BYTES = 0x7ff;

    private final CommitOnFirstByteResponse response;
    private final boolean utf8;
    private final float mostBytesPerChar;

    CountedWriter(CommitOnFirstByteResponse response, PrintWriter target, Charset charset) {
        super(target);
        this.response = response;
        utf8 = charset.equals(StandardCharsets.UTF_8);
        mostBytesPerChar = charset.canEncode() ? charset.newEncoder().maxBytesPerChar() : Integer.BYTES;
    }

    @Override
    public void write(int c) {
        writeCounted(mostBytesPerChar, () -> super.write(c));
    }

    @Override
    public void write(char[] chars, int offset, int length) {
        writeCounted(
                utf8 ? utf8Length(chars, offset, length) : mostBytesPerChar * length,
                () -> super.write(chars, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) {
        char[] chars = new char[length];
        text.getChars(offset, offset + length, chars, 0);
        write(chars, 0, length);
    }

    @Override
    public void println() {
        write(System.lineSeparator());
    }

    @Override
    public void println(boolean value) {
        writeLine(String.valueOf(value));
    }

    @Override
    public void println(char value) {
        writeLine(String.valueOf(value));
    }

    @Override
    public void println(int value) {
        writeLine(String.valueOf(value));
    }

    @Override
    public void println(long value) {
        writeLine(String.valueOf(value));
    }

    @Override
    public void println(float value) {
        writeLine(String.valueOf(value));
    }

    @Override
    public void println(double value) {
        writeLine(String.valueOf(value));
    }

    @Override
    public void println(char[] value) {
        writeLine(String.valueOf(value));
    }

    @Override
    public void println(String value) {
        writeLine(String.valueOf(value));
    }

    @Override
    public void println(Object value) {
        writeLine(String.valueOf(value));
    }

    private void writeLine(String text) {
        write(text + System.lineSeparator());
    }

    @Override
    public PrintWriter format(String format, Object... values) {
        write(String.format(format, values));
        return this;
    }

    @Override
    public PrintWriter format(Locale locale, String format, Object... values) {
        write(String.format(locale, format, values));
        return this;
    }

    @Override
    public void flush() {
        tried(() -> response.leave(super::flush));
    }

    @Override
    public void close() {
        tried(() -> response.close(super::close));
    }

    private void writeCounted(float bytes, Output output) {
        tried(() -> response.write((long) Math.ceil(bytes), output));
    }

    private void tried(Output action) {
        try {
            action.run();
        } catch (IOException e) {
            setError();
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
