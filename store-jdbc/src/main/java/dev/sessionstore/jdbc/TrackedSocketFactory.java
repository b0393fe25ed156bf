package dev.sessionstore.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates sockets that a {@link JdbcStore} can close when a call takes too long, whatever the driver is doing with them. For the
 * drivers of PostgreSQL and MariaDB, which instantiate it by class name. A store from a URL configures it by itself. In the URL
 * of your own data source, add {@code socketFactory=dev.sessionstore.jdbc.TrackedSocketFactory}. Thread-safe.
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
