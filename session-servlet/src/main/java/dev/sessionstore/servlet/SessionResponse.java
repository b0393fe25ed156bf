package dev.sessionstore.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Saves the session before the first byte leaves. Whatever a handler writes is held here, up to the size of the response's
 * buffer, so it does not matter when the container would have begun to send: the session is saved when the handler has written
 * more than that, flushes, closes, redirects, sends an error, sets a WriteListener or ends. If saving fails, what is held is
 * dropped and the response becomes an error.
 */
final class SessionResponse extends HttpServletResponseWrapper {

    private static final System.Logger LOG = System.getLogger(SessionFilter.class.getName());

    /** Servlet 6.1 has it, 6.0 has not; there nobody calls it. */
    private static final @Nullable MethodHandle REDIRECT_6_1 = redirectOfServlet61();

    private final RequestSession session;
    private @Nullable HeldStream stream;
    private @Nullable HeldWriter writer;
    private @Nullable PrintWriter printWriter;
    private boolean holding = true;
    private boolean holdsNothing;

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

    private HttpServletResponse container() {
        return (HttpServletResponse) getResponse();
    }

    /** Whether as much as this may be held; else everything is released now. */
    boolean holds(long size) throws IOException {
        if (holding && size > (holdsNothing ? 0 : getBufferSize())) {
            release();
        }
        return holding;
    }

    /** Whether the handler's output still goes to the client: not once the response has become an error. */
    boolean passes() {
        return session.failure() == null;
    }

    /** Saves the session, then hands on what was held, and whatever comes from now on. */
    void release() throws IOException {
        save();
        if (!holding) {
            return;
        }
        holding = false;
        if (!passes()) {
            dropHeld();
            return;
        }
        if (stream != null) {
            stream.pour();
        }
        if (writer != null) {
            writer.pour();
        }
    }

    void releaseUnchecked() {
        try {
            release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether what is written next may be held. Where nobody would tell us the end, in an asynchronous dispatch that the filter
     * is not part of, it may not: the session is saved at the first byte then.
     */
    void mayHold(boolean may) {
        holdsNothing = !may;
    }

    /** Saves the session, once. If that fails, the response becomes an error and the exception is thrown. */
    void save() throws IOException {
        try {
            session.commit(container());
        } catch (RuntimeException e) {
            becomeError(e);
            throw e;
        }
    }

    /** Answers a session that could not be loaded or saved. The browser's cookie is not touched. */
    void becomeError(RuntimeException why) throws IOException {
        session.failed(why);
        dropHeld();
        LOG.log(System.Logger.Level.WARNING, "Answered with an error for lack of the session", why);
        if (!container().isCommitted()) {
            container().reset();
            container().sendError(SessionFailures.status(why), SessionFailures.message(why));
        }
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

    /** The handler threw: what it wrote is not sent, what it did to the session is saved. */
    void handlerThrew(Throwable thrown) {
        dropHeld();
        try {
            session.commit(container());
        } catch (RuntimeException e) {
            thrown.addSuppressed(e);
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new HeldStream(this, super.getOutputStream());
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (printWriter == null) {
            writer = new HeldWriter(this, super.getWriter());
            printWriter = new PrintWriter(writer);
        }
        return printWriter;
    }

    @Override
    public void flushBuffer() throws IOException {
        release();
        if (passes()) {
            super.flushBuffer();
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        save();
        dropHeld();
        if (passes()) {
            super.sendError(status);
        }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        save();
        dropHeld();
        if (passes()) {
            super.sendError(status, message);
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        save();
        dropHeld();
        if (passes()) {
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
        if (REDIRECT_6_1 == null) {
            throw new UnsupportedOperationException("sendRedirect with a status is part of Servlet 6.1");
        }
        if (clearBuffer) {
            save();
            dropHeld();
        } else {
            release();
        }
        if (!passes()) {
            return;
        }
        try {
            REDIRECT_6_1.invokeExact(container(), location, status, clearBuffer);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
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
        dropHeld();
    }

    /** Takes headers away, but not the cookie of a session that is saved already. */
    @Override
    public void reset() {
        super.reset();
        dropHeld();
        stream = null;
        writer = null;
        printWriter = null;
        session.addCookie(container());
    }

    private void dropHeld() {
        if (stream != null) {
            stream.drop();
        }
        if (writer != null) {
            writer.drop();
        }
    }

    private static @Nullable MethodHandle redirectOfServlet61() {
        try {
            MethodType type = MethodType.methodType(void.class, String.class, int.class, boolean.class);
            return MethodHandles.lookup().findVirtual(HttpServletResponse.class, "sendRedirect", type);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }
}
