package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.File;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error page has the session of the request that it answers. */
class ErrorPageContainerTest {

    private final WatchedStore store = new WatchedStore();

    @TempDir
    File folder;

    private WebServer server;
    private volatile Handlers.Handler page =
            (request, response) -> response.getWriter().print("page");

    @BeforeEach
    void start() throws Exception {
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        Filter outer = (request, response, chain) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                ((HttpServletResponse) response).setHeader("Strict-Transport-Security", "max-age=1");
                ((HttpServletResponse) response).addHeader("Set-Cookie", "outer=1");
            }
            chain.doFilter(request, response);
        };
        server = Containers.current(folder)
                .filter(outer, EnumSet.of(DispatcherType.REQUEST))
                .filter(SessionFilter.builder(manager).build(), WebServer.ALL)
                .servlet(
                        "/login",
                        Handlers.servlet(
                                (request, response) -> request.getSession().setAttribute("user", "zoe")))
                .servlet(
                        "/user",
                        Handlers.servlet(
                                (request, response) -> response.getWriter().print(user(request))))
                .servlet("/missing", Handlers.servlet((request, response) -> response.sendError(404)))
                .servlet("/begin", Handlers.servlet((request, response) -> {
                    request.getSession().setAttribute("user", "kim");
                    response.setHeader("X-Handler", "set");
                    response.sendError(403);
                }))
                .servlet("/throw", Handlers.servlet((request, response) -> {
                    request.getSession().setAttribute("user", "lou");
                    throw new IllegalArgumentException("on purpose");
                }))
                .servlet("/error", Handlers.servlet((request, response) -> page.handle(request, response)))
                .errorPage("/error")
                .start();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        store.close();
    }

    private static Object user(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? "nobody" : session.getAttribute("user");
    }

    private Answer get(String path, String... headers) throws IOException {
        return Exchange.get(server.port(), path, headers);
    }

    @Test
    void theErrorPageOfALoggedInUserShowsThem() throws Exception {
        String cookie = get("/login").cookie();
        page = (request, response) -> response.getWriter().print(user(request));

        Answer answer = get("/missing", "Cookie: " + cookie);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("zoe");
        assertThat(answer.all("Set-Cookie")).noneMatch(value -> value.startsWith("JSESSIONID"));
    }

    @Test
    void theErrorPageSeesTheSessionThatItsRequestBegan() throws Exception {
        page = (request, response) -> response.getWriter().print(user(request));

        for (String path : new String[] {"/begin", "/throw"}) {
            Answer answer = get(path);

            assertThat(answer.sessionCookies()).hasSize(1);
            assertThat(answer.body()).isIn("kim", "lou");
            assertThat(get("/user", "Cookie: " + answer.cookie()).body()).isEqualTo(answer.body());
        }
    }

    @Test
    void whatAnErrorPageWritesIsSaved() throws Exception {
        String cookie = get("/login").cookie();
        page = (request, response) -> request.getSession().setAttribute("user", "changed");

        get("/missing", "Cookie: " + cookie);

        assertThat(get("/user", "Cookie: " + cookie).body()).isEqualTo("changed");
    }

    @Test
    void anErrorPageMayBeginASession() throws Exception {
        page = (request, response) -> request.getSession().setAttribute("user", "begun");

        Answer answer = get("/missing");

        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(get("/user", "Cookie: " + answer.cookie()).body()).isEqualTo("begun");
    }

    @Test
    void anErrorPageThatDoesNotLookAsksNothing() throws Exception {
        String cookie = get("/login").cookie();
        store.calls.clear();

        get("/missing", "Cookie: " + cookie);

        assertThat(store.calls).isEmpty();
    }

    @Test
    void anOutageIsAskedAboutOnceEvenIfTheErrorPageLooks() throws Exception {
        String cookie = get("/login").cookie();
        page = (request, response) -> response.getWriter().print(user(request));
        store.goDown();
        store.calls.clear();

        Answer answer = get("/user", "Cookie: " + cookie);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.all("Set-Cookie")).noneMatch(value -> value.contains("sid="));
        assertThat(store.calls).hasSize(1);
    }

    @Test
    void theHeadersThatWereSetBeforeTheFilterStayOnA503() throws Exception {
        String cookie = get("/login").cookie();
        store.goDown();

        Answer answer = get("/begin", "Cookie: " + cookie);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.all("Strict-Transport-Security")).containsExactly("max-age=1");
        assertThat(answer.all("Set-Cookie")).containsExactly("outer=1");
        assertThat(answer.all("X-Handler")).isEmpty();
    }
}
