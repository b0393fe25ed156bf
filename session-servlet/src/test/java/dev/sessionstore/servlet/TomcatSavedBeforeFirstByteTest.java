package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomcatSavedBeforeFirstByteTest extends SavedBeforeFirstByte {

    @Override
    WebServer container(File folder) {
        return new TomcatServer(folder);
    }

    @Test
    void theFormsOfSendRedirectThatServlet61AddedWaitToo(@TempDir File folder) throws Exception {
        WatchedStore store = new WatchedStore();
        WebServer server = new TomcatServer(folder)
                .filter(
                        SessionFilter.builder(SessionManager.builder(store)
                                        .secret("keyboard cat")
                                        .build())
                                .build(),
                        WebServer.ALL)
                .servlet("/status", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("value", "kept");
                    response.sendRedirect("/elsewhere", 303);
                }))
                .servlet("/content", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("value", "kept");
                    response.getWriter().write("moved");
                    response.sendRedirect("/elsewhere", false);
                }))
                .start();

        Answer status = Exchange.get(server.port(), "/status");
        Answer content = Exchange.get(server.port(), "/content");

        assertThat(status.status()).isEqualTo(303);
        assertThat(status.sessionCookies()).hasSize(1);
        assertThat(content.status()).isEqualTo(302);
        assertThat(content.body()).isEqualTo("moved");
        assertThat(content.sessionCookies()).hasSize(1);
        store.goDown();
        assertThat(Exchange.get(server.port(), "/status").status()).isEqualTo(503);
        server.close();
        store.close();
    }
}
