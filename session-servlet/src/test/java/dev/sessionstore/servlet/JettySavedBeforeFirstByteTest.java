package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.File;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JettySavedBeforeFirstByteTest extends SavedBeforeFirstByte {

    @Override
    WebServer container(File folder) {
        return new JettyServer();
    }

    @Test
    void thisIsServlet60() {
        assertThat(Arrays.stream(HttpServletResponse.class.getMethods())
                        .filter(method -> method.getName().equals("sendRedirect")))
                .hasSize(1);
    }

    @Test
    void theHttpSessionIsOurs() throws Exception {
        WatchedStore store = new WatchedStore();
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        WebServer server = new JettyServer()
                .filter(SessionFilter.builder(manager).build(), WebServer.ALL)
                .servlet("/views", Handlers.servlet((request, response) -> {
                    HttpSession session = request.getSession();
                    Object views = session.getAttribute("views");
                    session.setAttribute("views", views == null ? 1 : (Integer) views + 1);
                    response.getWriter().print(session.getAttribute("views"));
                }))
                .start();
        try {
            Answer first = Exchange.get(server.port(), "/views");
            Answer second = Exchange.get(server.port(), "/views", "Cookie: " + first.cookie());

            assertThat(first.body()).isEqualTo("1");
            assertThat(second.body()).isEqualTo("2");
            assertThat(first.all("Set-Cookie")).hasSize(1);
            assertThat(store.calls).containsExactly("create", "get", "replace");
        } finally {
            server.close();
            store.close();
        }
    }
}
