package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import java.io.File;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two requests of one browser give the same session new ids, at once. */
class LoginTwiceContainerTest {

    private final WatchedStore store = new WatchedStore();
    /** Both have read the session before one of them changes it. */
    private final CyclicBarrier bothHaveLoaded = new CyclicBarrier(2);

    @TempDir
    File folder;

    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        server = Containers.current(folder)
                .filter(SessionFilter.builder(manager).build(), WebServer.ALL)
                .servlet(
                        "/visit",
                        Handlers.servlet(
                                (request, response) -> request.getSession().setAttribute("cart", 1)))
                .servlet("/login", Handlers.servlet((request, response) -> {
                    request.getSession().getAttribute("user");
                    meet();
                    request.changeSessionId();
                    request.getSession().setAttribute("user", "zoe");
                    response.getWriter().print("welcome");
                }))
                .servlet("/renew", Handlers.servlet((request, response) -> {
                    request.getSession().getAttribute("user");
                    meet();
                    response.getWriter().print(request.changeSessionId());
                }))
                .servlet(
                        "/who",
                        Handlers.servlet((request, response) ->
                                response.getWriter().print(request.getSession().getAttribute("user"))))
                .servlet(
                        "/id",
                        Handlers.servlet((request, response) ->
                                response.getWriter().print(request.getSession().getId())))
                .start();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        store.close();
    }

    private void meet() {
        try {
            bothHaveLoaded.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<Answer> twice(String path) throws Exception {
        String cookie = "Cookie: " + Exchange.get(server.port(), "/visit").cookie();
        try (Exchange one = Exchange.send(server.port(), "GET", path, cookie);
                Exchange two = Exchange.send(server.port(), "GET", path, cookie)) {
            return List.of(one.answer(), two.answer());
        }
    }

    @Test
    void loginPressedTwiceEndsLoggedInInBothWindows() throws Exception {
        List<Answer> answers = twice("/login");

        assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
        for (Answer answer : answers) {
            assertThat(Exchange.get(server.port(), "/who", "Cookie: " + answer.cookie())
                            .body())
                    .isEqualTo("zoe");
        }
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    void theIdThatChangeSessionIdGivesIsThatOfASessionInBothWindows() throws Exception {
        List<Answer> answers = twice("/renew");

        assertThat(answers).extracting(Answer::status).containsExactly(200, 200);
        for (Answer answer : answers) {
            assertThat(Exchange.get(server.port(), "/id", "Cookie: " + answer.cookie())
                            .body())
                    .isEqualTo(answer.body());
        }
    }
}
