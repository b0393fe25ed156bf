package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.memory.MemoryStore;
import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.OwnedSession;
import dev.sessionstore.session.OwnerLimit;
import dev.sessionstore.session.SessionManager;
import java.io.File;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose sessions, in a container: logged in through the {@code HttpSession}, listed and ended through the manager. */
class OwnersContainerTest {

    private final MemoryStore store = MemoryStore.builder().build();

    @TempDir
    File folder;

    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        SessionManager manager = SessionManager.builder(store)
                .secret("keyboard cat")
                .owner(session -> session.get("user", String.class))
                .maxSessionsPerOwner(2, OwnerLimit.REFUSE)
                .build();
        server = Containers.current(folder)
                .filter(SessionFilter.builder(manager).build(), WebServer.ALL)
                .servlet(
                        "/visit",
                        Handlers.servlet(
                                (request, response) -> request.getSession().setAttribute("cart", 1)))
                .servlet("/login", Handlers.servlet((request, response) -> {
                    request.getSession();
                    request.changeSessionId();
                    request.getSession().setAttribute("user", "zoe");
                    response.getWriter().print("welcome");
                }))
                .servlet(
                        "/who",
                        Handlers.servlet((request, response) ->
                                response.getWriter().print(request.getSession().getAttribute("user"))))
                .servlet("/sessions", Handlers.servlet((request, response) -> {
                    for (OwnedSession session : manager.sessionsOf("zoe", SessionFilter.session(request))) {
                        response.getWriter().print(session.isCurrent() ? "this " : "other ");
                    }
                }))
                .servlet(
                        "/others",
                        Handlers.servlet((request, response) -> response.getWriter()
                                .print(manager.destroyAllOf("zoe", SessionFilter.session(request)))))
                .start();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        store.close();
    }

    @Test
    void theOtherDeviceIsLoggedOutAtItsNextRequest() throws Exception {
        String phone = login();
        String laptop = login();
        assertThat(get("/sessions", laptop).body()).isEqualTo("other this ");
        assertThat(get("/others", laptop).body()).isEqualTo("1");
        assertThat(get("/who", phone).body()).isEqualTo("null");
        assertThat(get("/who", laptop).body()).isEqualTo("zoe");
    }

    @Test
    void aLoginThatIsRefusedIs403AndTheVisitorStaysAVisitor() throws Exception {
        String phone = login();
        login();
        Answer refused = get("/login", visit());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("welcome").doesNotContain("zoe");
        assertThat(get("/sessions", phone).body()).isEqualTo("this other ");
    }

    private String visit() throws Exception {
        return Exchange.get(server.port(), "/visit").cookie();
    }

    private String login() throws Exception {
        return get("/login", visit()).cookie();
    }

    private Answer get(String path, String cookie) throws Exception {
        try (Exchange exchange = Exchange.send(server.port(), "GET", path, "Cookie: " + cookie)) {
            return exchange.answer();
        }
    }
}
