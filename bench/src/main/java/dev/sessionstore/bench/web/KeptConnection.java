package dev.sessionstore.bench.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection to a port of the loopback interface, for one thread at a time. */
final class KeptConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
    private final String host;
    private long lastUsed;

    KeptConnection(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        connection.bind(socket);
        host = "127.0.0.1:" + port;
        lastUsed = System.nanoTime();
    }

    /** {@return whether the server may have closed it meanwhile, as servers do with idle connections} */
    boolean isStale() {
        return System.nanoTime() - lastUsed > STALE_NANOS;
    }

    /**
     * Sends a GET and reads the whole answer.
     *
     * @param cookie the value of the Cookie header, or null for none
     */
    ClassicHttpResponse get(String path, @Nullable String cookie) throws IOException, HttpException {
        BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", path);
        request.addHeader("Host", host);
        if (cookie != null) {
            request.addHeader("Cookie", cookie);
        }
        connection.sendRequestHeader(request);
        connection.flush();
        ClassicHttpResponse response = connection.receiveResponseHeader();
        connection.receiveResponseEntity(response);
        EntityUtils.consume(response.getEntity());
        lastUsed = System.nanoTime();
        return response;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
