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
 * Saves the session before the first byte leaves: when more is written than the container buffers, on a flush, a close, a
 * redirect, an error, a WriteListener, when the announced length is reached, or at the end. If saving fails, the response
 * becomes an error, and later output of the handler is dropped.
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

    private final RequestScope scope;
    private final Map<String, Collection<String>> headersBefore = new LinkedHashMap<>();
    private @Nullable CountedStream stream;
    private @Nullable CountedWriter writer;
    private long written;
    private volatile boolean endSeen = true;

    CommitOnFirstByteResponse(HttpServletResponse response, RequestScope scope) {
        super(response);
        this.scope = scope;
        useWholeBuffer(response);
        for (String name : response.getHeaderNames()) {
            headersBefore.put(name, List.copyOf(response.getHeaders(name)));
        }
        scope.onComplete(() -> setResponse(EndedExchange.RESPONSE));
    }

    /** Until a size is set, Jetty sends bytes before its buffer is full. */
    private static void useWholeBuffer(HttpServletResponse response) {
        if (!response.isCommitted()) {
            try {
                response.setBufferSize(response.getBufferSize());
            } catch (IllegalStateException e) {
                return; // something is written already
            }
        }
    }

    /** {@return ours among the wrappers of a response; null when there is none} */
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
     * Sets whether the filter sees the end of the current dispatch. If not, as in a forward or an asynchronous dispatch
     * without the filter, the session is saved at the first byte.
     */
    void setEndSeen(boolean seen) {
        endSeen = seen;
    }

    /**
     * Before the container gets some bytes: saves the session if the container may send bytes now.
     *
     * @return whether the container may get them; false when the response has become an error
     */
    private boolean commitBefore(long bytes) throws IOException {
        written += bytes;
        requireOpen();
        int size = getBufferSize();
        boolean leaves = !endSeen
                || written > size
                || bytes > size / SHARE_THAT_BYPASSES_THE_BUFFER
                || written >= announcedLength();
        return leaves ? commitSession() : acceptsOutput();
    }

    /**
     * Saves the session, once. If that fails, the response becomes an error and the exception is thrown.
     *
     * @return whether the handler's output still goes to the client; false when the response has become an error
     * @throws IOException when the response is complete
     */
    boolean commitSession() throws IOException {
        scope.commit(this);
        requireOpen();
        return acceptsOutput();
    }

    /** Passes some bytes to the container, after saving the session if they may leave now; never while it ends the response. */
    void write(long bytes, Output output) throws IOException {
        scope.output().enter();
        try {
            if (commitBefore(bytes)) {
                output.run();
            }
        } finally {
            scope.output().leave();
        }
    }

    /** Lets the response leave, after saving the session. */
    void leave(Output output) throws IOException {
        scope.output().enter();
        try {
            if (commitSession()) {
                output.run();
            }
        } finally {
            scope.output().leave();
        }
    }

    /** As {@link #leave}, to close the response; does nothing when it is complete. */
    void close(Output output) throws IOException {
        scope.output().enter();
        try {
            scope.commit(this);
            if (acceptsOutput() && !scope.output().hasEnded()) {
                output.run();
            }
        } finally {
            scope.output().leave();
        }
    }

    /** {@return whether the container takes more of this response; false when it has ended} */
    boolean isReady(ServletOutputStream target) {
        scope.output().enter();
        try {
            return !scope.output().hasEnded() && target.isReady();
        } finally {
            scope.output().leave();
        }
    }

    private void requireOpen() throws IOException {
        if (scope.output().hasEnded()) {
            throw new IOException("The response is complete, perhaps by a timeout or an error");
        }
    }

    private boolean acceptsOutput() {
        return scope.failure() == null;
    }

    /** {@return whether the exception came from the session layer and its error page was sent} */
    boolean sendErrorPageFor(Throwable thrown) throws IOException {
        RuntimeException failure = SessionFailures.in(thrown);
        return failure != null && scope.sendErrorPage(failure, this);
    }

    /**
     * Sends the error of a session that could not be loaded or saved. What the handler did to the response is dropped,
     * headers set before the filter stay, and the browser keeps its cookie.
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

    /** Saves the session after the handler threw; the container sends the error. */
    void commitAfterException(Throwable thrown) {
        try {
            scope.commit(this);
        } catch (IOException | RuntimeException e) {
            if (e != thrown) {
                thrown.addSuppressed(e);
            }
        }
    }

    @Override
    void onLengthAnnounced(long length) throws IOException {
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
     * A container calls this first in a forward, and may end the response with the forward (Tomcat 11 does) without the
     * filter. So from now on the session is saved at the first byte.
     */
    @Override
    public void resetBuffer() {
        super.resetBuffer();
        written = 0;
        endSeen = false;
    }

    /** Keeps the cookie of a session that is saved already. */
    @Override
    public void reset() {
        super.reset();
        written = 0;
        stream = null;
        writer = null;
        scope.addCookie(this);
    }
}
