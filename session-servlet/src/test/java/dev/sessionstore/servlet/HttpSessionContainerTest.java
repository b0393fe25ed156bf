package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.http.HttpSession;
import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code getSession} gives ours, whatever the container has of its own. */
class HttpSessionContainerTest {

    @Test
    void theHttpSessionIsOurs(@TempDir File folder) throws Exception {
        WatchedStore store = new WatchedStore();
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        try (WebServer server = Containers.current(folder)) {
            server.filter(SessionFilter.builder(manager).build(), WebServer.ALL)
                    .servlet("/views", Handlers.servlet((request, response) -> {
                        HttpSession session = request.getSession();
                        Object views = session.getAttribute("views");
                        session.setAttribute("views", views == null ? 1 : (Integer) views + 1);
                        response.getWriter().print(session.getAttribute("views"));
                    }))
                    .start();

            Answer first = Exchange.get(server.port(), "/views");
            Answer second = Exchange.get(server.port(), "/views", "Cookie: " + first.cookie());

            assertThat(first.body()).isEqualTo("1");
            assertThat(second.body()).isEqualTo("2");
            assertThat(first.all("Set-Cookie")).hasSize(1);
            assertThat(store.calls).containsExactly("create", "get", "replace");
        } finally {
            store.close();
        }
    }
}
