package dev.sessionstore.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Saves the session before the first byte leaves: when more is written than the container holds back, on a flush, a close, a
 * redirect, an error, a WriteListener, when the announced length is reached, or at the end. If saving fails, the response becomes
 * an error, and what a handler writes from then on is dropped.
 */
final class CommitOnFirstByteResponse extends LengthAwareResponse {

    /**
     * Jetty sends a single piece at once when it is larger than a quarter of the buffer (the default of
     * {@code HttpConfiguration.outputAggregationSize}), even into an empty buffer.
     */
    private static final int SHARE_THAT_BYPASSES_THE_BUFFER = 4;

    @FunctionalInterface
    interface Output {
        void run() throws IOException;
    }

    private static final String SET_COOKIE = "Set-Cookie";

    private final RequestScope session;
    private final Map<String, Collection<String>> headersBefore = new LinkedHashMap<>();
    private @Nullable CountedStream stream;
    private @Nullable CountedWriter writer;
    private long written;
    private volatile boolean endIsSeen = true;

    CommitOnFirstByteResponse(HttpServletResponse response, RequestScope session) {
        super(response);
        this.session = session;
        holdBackAsMuchAsTheBufferTakes(response);
        for (String name : response.getHeaderNames()) {
            headersBefore.put(name, List.copyOf(response.getHeaders(name)));
        }
        session.atTheEnd(() -> setResponse(EndedExchange.RESPONSE));
    }

    /** Jetty holds back less than its buffer takes, as configured, until a size is set. */
    private static void holdBackAsMuchAsTheBufferTakes(HttpServletResponse response) {
        if (!response.isCommitted()) {
            try {
                response.setBufferSize(response.getBufferSize());
            } catch (IllegalStateException e) {
                return; // something was written before, so a size can no longer be set
            }
        }
    }

    /** Ours among the wrappers of a response, or null. */
    static @Nullable CommitOnFirstByteResponse in(ServletResponse response) {
        for (ServletResponse one = response;
                one instanceof ServletResponseWrapper wrapper;
                one = wrapper.getResponse()) {
            if (one instanceof CommitOnFirstByteResponse ours) {
                return ours;
            }
        }
        return null;
    }

    /**
     * Whether the end of the dispatch that runs now is told to the filter. Where it is not, since the filter is not part of an
     * asynchronous dispatch or of a forward, the session is saved at the first byte.
     */
    void endIsSeen(boolean seen) {
        endIsSeen = seen;
    }

    /**
     * To be called before the container gets some bytes: saves the session if the container may send them, or others, at once.
     *
     * @return whether the container may get them: not when the response has become an error
     */
    private boolean commitBefore(long bytes) throws IOException {
        written += bytes;
        requireOpen();
        int size = getBufferSize();
        boolean leaves = !endIsSeen
                || written > size
                || bytes > size / SHARE_THAT_BYPASSES_THE_BUFFER
                || written >= announcedLength();
        return leaves ? commitSession() : passes();
    }

    /**
     * Saves the session, once. If that fails, the response becomes an error and the exception is thrown.
     *
     * @return whether the handler's output still goes to the client: not when the response has become an error
     * @throws IOException when the response is complete
     */
    boolean commitSession() throws IOException {
        session.commit(this);
        requireOpen();
        return passes();
    }

    /** Lets the container get some bytes, after the session if they may leave now; never while it ends the response. */
    void write(long bytes, Output output) throws IOException {
        session.output().enter();
        try {
            if (commitBefore(bytes)) {
                output.run();
            }
        } finally {
            session.output().leave();
        }
    }

    /** Lets the response leave, after the session. */
    void leave(Output output) throws IOException {
        session.output().enter();
        try {
            if (commitSession()) {
                output.run();
            }
        } finally {
            session.output().leave();
        }
    }

    /** As {@link #leave}, for what closes a response: closing one that is complete is nothing special. */
    void close(Output output) throws IOException {
        session.output().enter();
        try {
            session.commit(this);
            if (passes() && !session.output().hasEnded()) {
                output.run();
            }
        } finally {
            session.output().leave();
        }
    }

    /** {@return whether the container takes more of this response; never when it has ended} */
    boolean isReady(ServletOutputStream target) {
        session.output().enter();
        try {
            return !session.output().hasEnded() && target.isReady();
        } finally {
            session.output().leave();
        }
    }

    private void requireOpen() throws IOException {
        if (session.output().hasEnded()) {
            throw new IOException("The response is complete, it was ended by a timeout or an error perhaps");
        }
    }

    private boolean passes() {
        return session.failure() == null;
    }

    /** Sends an error page for what the session layer threw, and says whether it was that, and the client can be told. */
    boolean sendErrorPageFor(Throwable thrown) throws IOException {
        RuntimeException failure = SessionFailures.in(thrown);
        return failure != null && session.fail(failure, this);
    }

    /**
     * Answers a session that could not be loaded or saved. What the handler did to the response is dropped, what was there before
     * it stays, and the browser's cookie is not touched.
     */
    void sendErrorPage(RuntimeException why) throws IOException {
        HttpServletResponse container = container();
        if (!container.isCommitted()) {
            container.reset();
            headersBefore.forEach((name, values) -> values.forEach(value -> container.addHeader(name, value)));
            container.sendError(SessionFailures.status(why), SessionFailures.message(why));
        }
    }

    /** Replaces the session's cookie, if there is one, by this one. */
    void addSessionCookie(String name, String value) {
        HttpServletResponse container = container();
        Collection<String> all = container.getHeaders(SET_COOKIE);
        if (all.contains(value)) {
            return;
        }
        List<String> others =
                all.stream().filter(cookie -> !cookie.startsWith(name + "=")).toList();
        if (others.size() < all.size()) {
            container.setHeader(SET_COOKIE, value);
            others.forEach(cookie -> container.addHeader(SET_COOKIE, cookie));
        } else {
            container.addHeader(SET_COOKIE, value);
        }
    }

    /** The handler threw: what it did to the session is saved; the container answers. */
    void handlerThrew(Throwable thrown) {
        try {
            session.commit(this);
        } catch (IOException | RuntimeException e) {
            if (e != thrown) {
                thrown.addSuppressed(e);
            }
        }
    }

    @Override
    void lengthIsAnnounced(long length) throws IOException {
        if (length > 0 && written >= length) {
            commitSession();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new CountedStream(this, super.getOutputStream());
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new CountedWriter(this, super.getWriter(), Charset.forName(getCharacterEncoding()));
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        leave(() -> super.flushBuffer());
    }

    @Override
    public void sendError(int status) throws IOException {
        leave(() -> super.sendError(status));
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        leave(() -> super.sendError(status, message));
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        leave(() -> super.sendRedirect(location));
    }

    /** Declared by Servlet 6.1. */
    public void sendRedirect(String location, int status) throws IOException {
        sendRedirect(location, status, true);
    }

    /** Declared by Servlet 6.1. */
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
        sendRedirect(location, SC_FOUND, clearBuffer);
    }

    /** Declared by Servlet 6.1. */
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        leave(() -> Servlet61.sendRedirect(container(), location, status, clearBuffer));
    }

    /** Adds nothing: ids never travel in URLs. */
    @Override
    public String encodeURL(String url) {
        return url;
    }

    /** Adds nothing: ids never travel in URLs. */
    @Override
    public String encodeRedirectURL(String url) {
        return url;
    }

    /**
     * What a container does first in a forward, and it may end the response with the forward (Tomcat 11 does), behind our back
     * if the filter is no part of it. So from now on the session is saved at the first byte.
     */
    @Override
    public void resetBuffer() {
        super.resetBuffer();
        written = 0;
        endIsSeen = false;
    }

    /** Takes headers away, but not the cookie of a session that is saved already. */
    @Override
    public void reset() {
        super.reset();
        written = 0;
        stream = null;
        writer = null;
        session.addCookie(this);
    }
}
