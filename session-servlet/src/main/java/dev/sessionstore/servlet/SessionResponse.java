package dev.sessionstore.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Saves the session before the first byte leaves: when more is written than the container holds back, on a flush, a close, a
 * redirect, an error, a WriteListener, when the announced length is reached, or at the end. If saving fails, the response becomes
 * an error, and what a handler writes from then on is dropped.
 */
final class SessionResponse extends LengthAwareResponse {

    /**
     * Jetty sends a single piece at once when it is larger than a quarter of the buffer (the default of
     * {@code HttpConfiguration.outputAggregationSize}), even into an empty buffer.
     */
    private static final int SHARE_THAT_BYPASSES_THE_BUFFER = 4;

    private final RequestSession session;
    private @Nullable CountedStream stream;
    private @Nullable CountedWriter writer;
    private long written;
    private volatile boolean endIsSeen = true;

    SessionResponse(HttpServletResponse response, RequestSession session) {
        super(response);
        this.session = session;
    }

    /** Ours among the wrappers of a response, or null. */
    static @Nullable SessionResponse in(ServletResponse response) {
        for (ServletResponse one = response;
                one instanceof ServletResponseWrapper wrapper;
                one = wrapper.getResponse()) {
            if (one instanceof SessionResponse ours) {
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
     * To be asked before the container gets some bytes.
     *
     * @return whether it may get them: not when the response has become an error
     */
    boolean mayWrite(long bytes) throws IOException {
        written += bytes;
        int size = getBufferSize();
        boolean leaves = !endIsSeen
                || written > size
                || bytes > size / SHARE_THAT_BYPASSES_THE_BUFFER
                || written >= announcedLength();
        return leaves ? saved() : passes();
    }

    /**
     * Saves the session, once. If that fails, the response becomes an error and the exception is thrown.
     *
     * @return whether the handler's output still goes to the client: not when the response has become an error
     */
    boolean saved() throws IOException {
        try {
            session.commit(container());
        } catch (RuntimeException e) {
            becomeError(e);
            throw e;
        }
        return passes();
    }

    private boolean passes() {
        return session.failure() == null;
    }

    /** Whether the client has been told of this exception, since the session layer threw it. */
    boolean answers(Throwable thrown) throws IOException {
        RuntimeException failure = SessionFailures.in(thrown);
        if (failure == null || passes() && container().isCommitted()) {
            return false;
        }
        if (passes()) {
            becomeError(failure);
        }
        return true;
    }

    /** Answers a session that could not be loaded or saved. The browser's cookie is not touched. */
    private void becomeError(RuntimeException why) throws IOException {
        session.failed(why);
        SessionFailures.log(why);
        if (!container().isCommitted()) {
            container().reset();
            container().sendError(SessionFailures.status(why), SessionFailures.message(why));
        }
    }

    /** The handler threw: what it did to the session is saved; the container answers. */
    void handlerThrew(Throwable thrown) {
        try {
            session.commit(container());
        } catch (RuntimeException e) {
            thrown.addSuppressed(e);
        }
    }

    @Override
    void lengthIsAnnounced(long length) throws IOException {
        if (length > 0 && written >= length) {
            saved();
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
        if (saved()) {
            super.flushBuffer();
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        if (saved()) {
            super.sendError(status);
        }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        if (saved()) {
            super.sendError(status, message);
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (saved()) {
            super.sendRedirect(location);
        }
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
        if (saved()) {
            Servlet61.sendRedirect(container(), location, status, clearBuffer);
        }
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

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        written = 0;
    }

    /** Takes headers away, but not the cookie of a session that is saved already. */
    @Override
    public void reset() {
        super.reset();
        written = 0;
        stream = null;
        writer = null;
        session.addCookie(container());
    }
}
