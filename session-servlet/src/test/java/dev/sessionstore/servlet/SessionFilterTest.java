package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.http.Cookie;
import java.io.File;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("tomcat-11")
class SessionFilterTest {

    @TempDir
    File folder;

    private FilteredServer filtered;

    @BeforeEach
    void prepare() {
        filtered = new FilteredServer(folder);
    }

    @AfterEach
    void end() throws Exception {
        filtered.close();
    }

    @Test
    void aSessionLivesFromRequestToRequest() throws Exception {
        filtered.server.start();
        Answer first = filtered.get("/count");
        Answer second = filtered.get("/count", "Cookie: " + first.cookie());

        assertThat(first.body()).isEqualTo("1");
        assertThat(second.body()).isEqualTo("2");
    }

    @Test
    void aRequestThatDoesNotLookReadsAndTouchesWhenARenewalIsDue() throws Exception {
        filtered.serve("/blind", (request, response) -> response.getWriter().write("ok"));
        String cookie = filtered.get("/count").cookie();
        filtered.store.calls.clear();

        filtered.get("/blind");
        assertThat(filtered.store.calls).isEmpty();
        filtered.get("/blind", "Cookie: " + cookie);
        assertThat(filtered.store.calls).containsExactly("get", "touch");
    }

    @Test
    void anIgnoredRequestIsLeftAlone() throws Exception {
        filtered.serve("/assets/style.css", (request, response) -> {
            assertThat(SessionFilter.findSession(request)).isEmpty();
            response.getWriter().write("styled");
        });
        String cookie = filtered.get("/count").cookie();
        filtered.store.calls.clear();

        assertThat(filtered.get("/assets/style.css", "Cookie: " + cookie).body())
                .isEqualTo("styled");
        assertThat(filtered.get("/favicon.ico", "Cookie: " + cookie).status()).isEqualTo(404);
        assertThat(filtered.store.calls).isEmpty();
    }

    @Test
    void askingForTheSessionOfAnIgnoredRequestSaysWhy() throws Exception {
        filtered.serve("/assets/x", (request, response) -> {
            try {
                SessionFilter.session(request);
            } catch (IllegalStateException e) {
                response.getWriter().write(e.getMessage());
            }
        });

        assertThat(filtered.get("/assets/x").body()).contains("ignored");
    }

    @Test
    void otherCookiesOfTheResponseStay() throws Exception {
        filtered.serve("/cookies", (request, response) -> {
            response.addCookie(new Cookie("a", "1"));
            SessionFilter.session(request).put("value", 1);
            response.addHeader("Set-Cookie", "b=2");
        });

        Answer answer = filtered.get("/cookies");

        assertThat(answer.all("Set-Cookie")).hasSize(3).startsWith("a=1", "b=2");
        assertThat(answer.sessionCookies()).hasSize(1);
    }

    @Test
    void theErrorPageSeesTheSession() throws Exception {
        filtered.server
                .errorPage("/error")
                .servlet(
                        "/error",
                        Handlers.servlet((request, response) -> response.getWriter()
                                .print(SessionFilter.session(request)
                                        .get("user", String.class)
                                        .orElse("nobody"))));
        filtered.serve("/refuse", (request, response) -> {
            SessionFilter.session(request).put("user", "zoe");
            response.sendError(403);
        });

        Answer answer = filtered.get("/refuse");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("zoe");
        assertThat(answer.sessionCookies()).hasSize(1);
    }

    @Test
    void aForwardSeesTheSameSession() throws Exception {
        filtered.serve("/forward", (request, response) -> {
            SessionFilter.session(request).put("views", 41);
            request.getRequestDispatcher("/count").forward(request, response);
        });

        assertThat(filtered.get("/forward").body()).isEqualTo("42");
        assertThat(filtered.store.calls).containsExactly("create");
    }

    @Test
    void textKeepsItsEncodingOnTheWayThroughTheFilter() throws Exception {
        filtered.serve("/text", (request, response) -> {
            response.setContentType("text/plain;charset=UTF-16BE");
            response.getWriter().print("Zoë");
            response.getWriter().printf(" %d", 7);
        });

        Answer answer = filtered.get("/text");

        assertThat(answer.all("Content-Type")).containsExactly("text/plain;charset=UTF-16BE");
        assertThat(answer.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("Zoë 7".getBytes(java.nio.charset.StandardCharsets.UTF_16BE));
    }

    @Test
    void unsetLetsGoOfTheSession() throws Exception {
        filtered.serve("/unset", (request, response) -> {
            SessionFilter.session(request).put("views", 99);
            SessionFilter.unset(request);
            response.getWriter().print(SessionFilter.findSession(request).isPresent());
        });
        String cookie = filtered.get("/count").cookie();

        assertThat(filtered.get("/unset", "Cookie: " + cookie).body()).isEqualTo("false");
        assertThat(filtered.get("/count", "Cookie: " + cookie).body()).isEqualTo("2");
    }

    @Test
    void ofTwoFiltersTheOuterOneWins() throws Exception {
        WatchedStore inner = new WatchedStore();
        filtered.server.filter(
                SessionFilter.builder(
                                SessionManager.builder(inner).secret("other").build())
                        .build(),
                WebServer.ALL);
        filtered.server.start();

        assertThat(filtered.get("/count").sessionCookies()).hasSize(1);
        assertThat(inner.calls).isEmpty();
        inner.close();
    }
}
