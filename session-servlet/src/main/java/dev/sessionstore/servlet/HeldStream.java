package dev.sessionstore.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Keeps bytes until the session is saved, then passes all on. */
final class HeldStream extends ServletOutputStream {

    private final SessionResponse response;
    private final ServletOutputStream target;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(256);

    HeldStream(SessionResponse response, ServletOutputStream target) {
        this.response = response;
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        if (response.holds(held.size() + 1L)) {
            held.write(b);
        } else if (response.passes()) {
            target.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (response.holds((long) held.size() + length)) {
            held.write(bytes, offset, length);
        } else if (response.passes()) {
            target.write(bytes, offset, length);
        }
    }

    void pour() throws IOException {
        if (held.size() > 0) {
            held.writeTo(target);
            held.reset();
        }
    }

    void drop() {
        held.reset();
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

    @Override
    public boolean isReady() {
        return target.isReady();
    }

    /** The session is saved first, so that the listener never waits for a store. */
    @Override
    public void setWriteListener(WriteListener listener) {
        response.releaseUnchecked();
        target.setWriteListener(listener);
    }
}
