package dev.sessionstore.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Small servlets for tests. */
final class Handlers {

    private Handlers() {}

    @FunctionalInterface
    interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    static HttpServlet servlet(Handler handler) {
        return new HandlerServlet(handler);
    }

    private static final class HandlerServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Handler handler;

        HandlerServlet(Handler handler) {
            this.handler = handler;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            handler.handle(request, response);
        }
    }

    /** The ways in which the first byte of a response comes to leave. */
    enum Leaving {
        END_WITHOUT_BODY((request, response) -> response.setStatus(204)),
        END_WITH_STREAM((request, response) -> response.getOutputStream().write(65)),
        END_WITH_WRITER((request, response) -> response.getWriter().write("A")),
        CONTENT_LENGTH_REACHED((request, response) -> {
            response.setContentLength(1);
            response.getOutputStream().write(65);
        }),
        CONTENT_LENGTH_ZERO((request, response) -> response.setContentLength(0)),
        STREAM_FULL((request, response) -> response.getOutputStream().write(new byte[100_000])),
        WRITER_FULL((request, response) -> response.getWriter().write("€".repeat(100_000))),
        STREAM_FLUSH((request, response) -> response.getOutputStream().flush()),
        WRITER_FLUSH((request, response) -> response.getWriter().flush()),
        STREAM_CLOSE((request, response) -> response.getOutputStream().close()),
        WRITER_CLOSE((request, response) -> response.getWriter().close()),
        FLUSH_BUFFER((request, response) -> response.flushBuffer()),
        REDIRECT((request, response) -> response.sendRedirect("/elsewhere")),
        ERROR((request, response) -> response.sendError(418)),
        ERROR_WITH_MESSAGE((request, response) -> response.sendError(418, "teapot")),
        FORWARD((request, response) -> request.getRequestDispatcher("/plain").forward(request, response)),
        INCLUDE_THEN_FLUSH((request, response) -> {
            request.getRequestDispatcher("/plain").include(request, response);
            response.flushBuffer();
        }),
        ASYNC_COMPLETE((request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(async::complete);
        }),
        ASYNC_WRITE((request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    async.getResponse().getOutputStream().write(new byte[100_000]);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                } finally {
                    async.complete();
                }
            });
        }),
        ASYNC_DISPATCH((request, response) -> request.startAsync().dispatch("/plain")),
        WRITE_LISTENER((request, response) -> {
            AsyncContext async = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Writing(async, out));
        });

        private final Handler handler;

        Leaving(Handler handler) {
            this.handler = handler;
        }

        void leave(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
            handler.handle(request, response);
        }
    }

    /** Writes something without ever blocking. */
    private record Writing(AsyncContext async, ServletOutputStream out) implements WriteListener {
        @Override
        public void onWritePossible() throws IOException {
            if (out.isReady()) {
                out.write("listened".getBytes(StandardCharsets.UTF_8));
                async.complete();
            }
        }

        @Override
        public void onError(Throwable thrown) {
            async.complete();
        }
    }
}
