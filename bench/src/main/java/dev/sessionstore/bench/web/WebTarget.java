package dev.sessionstore.bench.web;

import dev.sessionstore.bench.ServerUse;
import dev.sessionstore.bench.Target;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to a web server in another process: a blocking keep-alive connection for each thread. The server answers GET
 * {@code /login} with a session cookie, {@code /read}, {@code /change} and {@code /logout} for the session of the cookie, and
 * {@code /hello} without any; with a status other than 200 for what it could not do. It prints {@code port n} when it is ready and
 * ends when its standard input does. The CPU time is that of its process. The handle is the value of the Cookie header.
 */
public final class WebTarget implements Target {

    private final WebProcess server;
    private final boolean withSession;
    private final AutoCloseable afterwards;
    private final Deque<KeptConnection> idle = new ConcurrentLinkedDeque<>();

    private WebTarget(WebProcess server, boolean withSession, AutoCloseable afterwards) {
        this.server = server;
        this.withSession = withSession;
        this.afterwards = afterwards;
    }

    /**
     * Starts a server in Java, on this process's class path.
     *
     * @param mainClass with a main method
     * @param arguments of the main method
     * @param environment variables besides those of this process
     * @param withSession false for a target that only says hello
     * @param afterwards called when the server has ended
     * @return ready to send requests
     * @throws IOException when the server does not start
     */
    public static Target startJava(
            String mainClass,
            List<String> arguments,
            Map<String, String> environment,
            boolean withSession,
            AutoCloseable afterwards)
            throws IOException {
        return start(WebProcess.java(mainClass, arguments), environment, withSession, afterwards);
    }

    /**
     * Starts any server.
     *
     * @param command with its arguments
     * @param environment variables besides those of this process
     * @param withSession false for a target that only says hello
     * @param afterwards called when the server has ended
     * @return ready to send requests
     * @throws IOException when the server does not start
     */
    public static Target start(
            List<String> command, Map<String, String> environment, boolean withSession, AutoCloseable afterwards)
            throws IOException {
        try {
            return new WebTarget(new WebProcess(command, environment), withSession, afterwards);
        } catch (IOException | RuntimeException e) {
            cleanUp(afterwards, e);
            throw e;
        }
    }

    private static void cleanUp(AutoCloseable afterwards, Exception failure) {
        try {
            afterwards.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public String login() throws IOException, HttpException {
        if (!withSession) {
            return "";
        }
        Header cookie = send("/login", null).getFirstHeader("Set-Cookie");
        if (cookie == null) {
            throw new IOException("/login gave no cookie");
        }
        String value = cookie.getValue();
        int end = value.indexOf(';');
        return end < 0 ? value : value.substring(0, end);
    }

    @Override
    public void read(String cookie) throws IOException, HttpException {
        visit("/read", cookie);
    }

    @Override
    public void change(String cookie) throws IOException, HttpException {
        visit("/change", cookie);
    }

    @Override
    public void logout(String cookie) throws IOException, HttpException {
        visit("/logout", cookie);
    }

    private void visit(String path, String cookie) throws IOException, HttpException {
        if (withSession) {
            send(path, cookie);
        } else {
            send("/hello", null);
        }
    }

    private ClassicHttpResponse send(String path, @Nullable String cookie) throws IOException, HttpException {
        KeptConnection connection = connection();
        boolean usable = false;
        try {
            ClassicHttpResponse response = connection.get(path, cookie);
            if (response.getCode() != HttpStatus.SC_OK) {
                throw new IllegalStateException(path + " was answered with " + response.getCode());
            }
            usable = !response.containsHeader("Connection")
                    || !"close"
                            .equalsIgnoreCase(
                                    response.getFirstHeader("Connection").getValue());
            return response;
        } finally {
            if (usable) {
                idle.push(connection);
            } else {
                connection.close();
            }
        }
    }

    private KeptConnection connection() throws IOException {
        for (KeptConnection kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (!kept.isStale()) {
                return kept;
            }
            kept.close();
        }
        return new KeptConnection(server.port());
    }

    @Override
    public Optional<ServerUse> serverUse() {
        return Optional.of(new ServerUse(-1, -1, -1, server.cpuMicros()));
    }

    @Override
    @SuppressWarnings("try") // closed in this order, whatever fails
    public void close() throws Exception {
        try (AutoCloseable third = afterwards;
                AutoCloseable second = server) {
            for (KeptConnection kept = idle.poll(); kept != null; kept = idle.poll()) {
                kept.close();
            }
        }
    }
}
