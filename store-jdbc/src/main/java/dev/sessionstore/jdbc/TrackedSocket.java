package dev.sessionstore.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A socket that knows which threads read and write it, and that can be closed while they do. */
final class TrackedSocket extends Socket {

    private final TrackedSockets owner;
    private volatile @Nullable Thread reader;
    private volatile @Nullable Thread writer;

    TrackedSocket(TrackedSockets owner) {
        this.owner = owner;
    }

    boolean isUsedBy(Thread thread) {
        return reader == thread || writer == thread;
    }

    /** Discards unsent data. Threads that read or write get an exception at once, over TLS too. */
    void cut() {
        try {
            setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            owner.forget(this);
            return;
        }
        try {
            close();
        } catch (IOException e) {
            owner.forget(this);
        }
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        writer = Thread.currentThread();
        try {
            super.connect(endpoint, timeout);
        } finally {
            writer = null;
        }
    }

    @Override
    public void close() throws IOException {
        owner.forget(this);
        super.close();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new In(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Out(super.getOutputStream());
    }

    private final class In extends InputStream {
        private final InputStream in;

        In(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            reader = Thread.currentThread();
            try {
                return in.read();
            } finally {
                reader = null;
            }
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            reader = Thread.currentThread();
            try {
                return in.read(bytes, from, length);
            } finally {
                reader = null;
            }
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            TrackedSocket.this.close();
        }
    }

    private final class Out extends OutputStream {
        private final OutputStream out;

        Out(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            writer = Thread.currentThread();
            try {
                out.write(bytes, from, length);
            } finally {
                writer = null;
            }
        }

        @Override
        public void close() throws IOException {
            TrackedSocket.this.close();
        }
    }
}
