package dev.sessionstore.servlet;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import java.io.File;
import java.io.IOException;
import java.time.Duration;

/** A Tomcat whose requests go through the filter; {@code /count} counts. Starts when the first handler of a test is there. */
final class FilteredServer implements AutoCloseable {

    final WatchedStore store = new WatchedStore();
    final TomcatServer server;

    FilteredServer(File folder) {
        SessionManager manager = SessionManager.builder(store)
                .secret("keyboard cat")
                .touchEvery(Duration.ZERO)
                .build();
        SessionFilter filter = SessionFilter.builder(manager)
                .ignore(request -> request.getRequestURI().startsWith("/assets/"))
                .ignore(request -> request.getRequestURI().endsWith(".ico"))
                .build();
        server = new TomcatServer(folder)
                .filter(filter, WebServer.ALL)
                .servlet(
                        "/count",
                        Handlers.servlet((request, response) -> response.getWriter()
                                .print(SessionFilter.session(request)
                                        .update("views", Integer.class, views -> views.orElse(0) + 1))));
    }

    void serve(String path, Handlers.Handler handler) throws Exception {
        server.servlet(path, Handlers.servlet(handler)).start();
    }

    Answer get(String path, String... headers) throws IOException {
        return Exchange.get(server.port(), path, headers);
    }

    /** {@return the id in a session's cookie} */
    static String sid(String cookie) {
        String value = cookie.substring(cookie.indexOf("s%3A") + 4);
        return value.substring(0, value.indexOf('.'));
    }

    @Override
    public void close() throws Exception {
        server.close();
        store.close();
    }
}
