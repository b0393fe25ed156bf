package dev.sessionstore.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Keeps characters until the session is saved, then passes all on. */
final class HeldWriter extends Writer {

    private final SessionResponse response;
    private final PrintWriter target;
    private final StringBuilder held = new StringBuilder();

    HeldWriter(SessionResponse response, PrintWriter target) {
        this.response = response;
        this.target = target;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        if (response.holds((long) held.length() + length)) {
            held.append(chars, offset, length);
        } else if (response.passes()) {
            target.write(chars, offset, length);
        }
    }

    void pour() {
        if (!held.isEmpty()) {
            target.append(held);
            held.setLength(0);
        }
    }

    void drop() {
        held.setLength(0);
    }

    @Override
    public void flush() throws IOException {
        response.release();
        if (response.passes()) {
            target.flush();
        }
    }

    @Override
    public void close() throws IOException {
        response.release();
        if (response.passes()) {
            target.close();
        }
    }
}
