package dev.sessionstore.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that a {@link JdbcStore} can cut when a call takes too long, whatever its driver is doing with them. The
 * drivers of PostgreSQL and MariaDB make such a factory by the name of the class. A store from a URL names it to them; in the
 * URL of a data source of your own, {@code socketFactory=dev.sessionstore.jdbc.TrackedSocketFactory} does. Thread-safe.
 */
public final class TrackedSocketFactory extends SocketFactory {

    /** For the drivers. */
    public TrackedSocketFactory() {}

    @Override
    public Socket createSocket() {
        return TrackedSockets.create();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
    }

    private static Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
        Socket socket = TrackedSockets.create();
        try {
            if (from != null) {
                socket.bind(from);
            }
            socket.connect(to);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
