package dev.sessionstore.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reports bytes to the response before the container gets them. */
final class CountedStream extends ServletOutputStream {

    private final CommitOnFirstByteResponse response;
    private final ServletOutputStream target;

    CountedStream(CommitOnFirstByteResponse response, ServletOutputStream target) {
        this.response = response;
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        response.write(1, () -> target.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.write(length, () -> target.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        response.leave(target::flush);
    }

    @Override
    public void close() throws IOException {
        response.close(target::close);
    }

    @Override
    public boolean isReady() {
        return response.isReady(target);
    }

    /** The session is saved first, so that the listener never waits for a store. */
    @Override
    public void setWriteListener(WriteListener listener) {
        try {
            response.leave(() -> target.setWriteListener(listener));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
