package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.Session;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.Cookie;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFilterTest {

    private final WatchedStore store = new WatchedStore();
    private final AtomicReference<Throwable> caught = new AtomicReference<>();

    @TempDir
    File folder;

    private TomcatServer server;

    @BeforeEach
    void prepare() {
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

    @AfterEach
    void end() throws Exception {
        server.close();
        store.close();
    }

    private Answer get(String path, String... headers) throws IOException {
        return Exchange.get(server.port(), path, headers);
    }

    private void serve(String path, Handlers.Handler handler) throws Exception {
        server.servlet(path, Handlers.servlet(handler)).start();
    }

    @Test
    void aSessionLivesFromRequestToRequest() throws Exception {
        server.start();
        Answer first = get("/count");
        Answer second = get("/count", "Cookie: " + first.cookie());

        assertThat(first.body()).isEqualTo("1");
        assertThat(second.body()).isEqualTo("2");
    }

    @Test
    void aRequestThatDoesNotLookReadsAndTouchesWhenARenewalIsDue() throws Exception {
        serve("/blind", (request, response) -> response.getWriter().write("ok"));
        String cookie = get("/count").cookie();
        store.calls.clear();

        get("/blind");
        assertThat(store.calls).isEmpty();
        get("/blind", "Cookie: " + cookie);
        assertThat(store.calls).containsExactly("get", "touch");
    }

    @Test
    void anIgnoredRequestIsLeftAlone() throws Exception {
        serve("/assets/style.css", (request, response) -> {
            assertThat(SessionFilter.findSession(request)).isEmpty();
            response.getWriter().write("styled");
        });
        String cookie = get("/count").cookie();
        store.calls.clear();

        assertThat(get("/assets/style.css", "Cookie: " + cookie).body()).isEqualTo("styled");
        assertThat(get("/favicon.ico", "Cookie: " + cookie).status()).isEqualTo(404);
        assertThat(store.calls).isEmpty();
    }

    @Test
    void askingForTheSessionOfAnIgnoredRequestSaysWhy() throws Exception {
        serve("/assets/x", (request, response) -> {
            try {
                SessionFilter.session(request);
            } catch (IllegalStateException e) {
                response.getWriter().write(e.getMessage());
            }
        });

        assertThat(get("/assets/x").body()).contains("ignored");
    }

    @Test
    void otherCookiesOfTheResponseStay() throws Exception {
        serve("/cookies", (request, response) -> {
            response.addCookie(new Cookie("a", "1"));
            SessionFilter.session(request).put("value", 1);
            response.addHeader("Set-Cookie", "b=2");
        });

        Answer answer = get("/cookies");

        assertThat(answer.all("Set-Cookie")).hasSize(3).startsWith("a=1", "b=2");
        assertThat(answer.sessionCookies()).hasSize(1);
    }

    @Test
    void aChangeAfterTheFirstByteIsSavedAtTheEnd() throws Exception {
        serve("/stream", (request, response) -> {
            response.getWriter().write("a");
            response.flushBuffer();
            SessionFilter.session(request).put("late", "yes");
            response.getWriter().write("b");
        });
        String cookie = get("/count").cookie();

        Answer answer = get("/stream", "Cookie: " + cookie);

        assertThat(answer.body()).isEqualTo("ab");
        await().untilAsserted(() ->
                assertThat(store.record(sid(cookie)).orElseThrow()).contains("\"late\":\"yes\""));
    }

    @Test
    void aSessionCannotBeginAfterTheFirstByte() throws Exception {
        serve("/stream", (request, response) -> {
            response.getWriter().write("a");
            response.flushBuffer();
            try {
                SessionFilter.session(request).put("late", "yes");
            } catch (IllegalStateException e) {
                caught.set(e);
            }
        });

        Answer answer = get("/stream");

        assertThat(answer.body()).isEqualTo("a");
        assertThat(caught.get()).isInstanceOf(IllegalStateException.class);
        assertThat(store.count()).isZero();
    }

    @Test
    void aSessionCannotBeRegeneratedAfterTheFirstByte() throws Exception {
        serve("/stream", (request, response) -> {
            Session session = SessionFilter.session(request);
            response.flushBuffer();
            try {
                session.regenerate();
            } catch (IllegalStateException e) {
                caught.set(e);
            }
        });
        String cookie = get("/count").cookie();

        get("/stream", "Cookie: " + cookie);

        assertThat(caught.get()).isInstanceOf(IllegalStateException.class);
        assertThat(get("/count", "Cookie: " + cookie).body()).isEqualTo("2");
    }

    @Test
    void whatAHandlerDidBeforeItThrewIsSaved() throws Exception {
        server.errorPage("/error")
                .servlet(
                        "/error",
                        Handlers.servlet((request, response) -> response.getWriter()
                                .write("sorry, " + request.getAttribute("jakarta.servlet.error.exception"))));
        serve("/throw", (request, response) -> {
            SessionFilter.session(request).put("value", "kept");
            response.getWriter().write("half");
            throw new IllegalArgumentException("no");
        });

        Answer answer = get("/throw");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("sorry, java.lang.IllegalArgumentException: no");
        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(store.record(sid(answer.cookie())).orElseThrow()).contains("kept");
    }

    @Test
    void theErrorPageSeesTheSession() throws Exception {
        server.errorPage("/error")
                .servlet(
                        "/error",
                        Handlers.servlet((request, response) -> response.getWriter()
                                .print(SessionFilter.session(request)
                                        .get("user", String.class)
                                        .orElse("nobody"))));
        serve("/refuse", (request, response) -> {
            SessionFilter.session(request).put("user", "zoe");
            response.sendError(403);
        });

        Answer answer = get("/refuse");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("zoe");
        assertThat(answer.sessionCookies()).hasSize(1);
    }

    @Test
    void aForwardSeesTheSameSession() throws Exception {
        serve("/forward", (request, response) -> {
            SessionFilter.session(request).put("views", 41);
            request.getRequestDispatcher("/count").forward(request, response);
        });

        assertThat(get("/forward").body()).isEqualTo("42");
        assertThat(store.calls).containsExactly("create");
    }

    @Test
    void aResetResponseKeepsTheCookieOfTheSavedSession() throws Exception {
        serve("/reset", (request, response) -> {
            SessionFilter.session(request).put("value", 1);
            response.setBufferSize(100_000);
            response.getOutputStream().close();
        });
        server.servlet("/reset-early", Handlers.servlet((request, response) -> {
            SessionFilter.session(request).put("value", 1);
            response.addHeader("X-Gone", "yes");
            response.getWriter().write("gone");
            response.reset();
            response.getOutputStream().print("stays");
        }));

        assertThat(get("/reset").sessionCookies()).hasSize(1);
        Answer early = get("/reset-early");
        assertThat(early.sessionCookies()).hasSize(1);
        assertThat(early.all("X-Gone")).isEmpty();
        assertThat(early.body()).isEqualTo("stays");
    }

    @Test
    void textKeepsItsEncodingOnTheWayThroughTheFilter() throws Exception {
        serve("/text", (request, response) -> {
            response.setContentType("text/plain;charset=UTF-16BE");
            response.getWriter().print("Zoë");
            response.getWriter().printf(" %d", 7);
        });

        Answer answer = get("/text");

        assertThat(answer.all("Content-Type")).containsExactly("text/plain;charset=UTF-16BE");
        assertThat(answer.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("Zoë 7".getBytes(java.nio.charset.StandardCharsets.UTF_16BE));
    }

    @Test
    void aHandlerThatCatchesTheFailureOfItsWriteCannotUndoThe503() throws Exception {
        serve("/catch", (request, response) -> {
            SessionFilter.session(request).put("value", 1);
            try {
                response.flushBuffer();
            } catch (RuntimeException e) {
                response.getWriter().write("all is well");
                response.sendRedirect("/elsewhere");
            }
        });
        store.goDown();

        Answer answer = get("/catch");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("all is well");
        assertThat(answer.sessionCookies()).isEmpty();
    }

    @Test
    void aTimeoutThatIsCompletedByItsListenerSavesFirst() throws Exception {
        serve("/slow", (request, response) -> {
            SessionFilter.session(request).put("value", "waited");
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            async.addListener(new CompletingOnTimeout());
        });

        Answer answer = get("/slow");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(store.record(sid(answer.cookie())).orElseThrow()).contains("waited");
    }

    @Test
    void aDispatchThatTheContainerRefusesLeavesTheTimeoutToSaveTheSession() throws Exception {
        serve("/refused", (request, response) -> {
            SessionFilter.session(request).put("user", "zoe");
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            try {
                async.dispatch("no path");
            } catch (IllegalArgumentException e) {
                caught.set(e);
            }
        });

        Answer answer = get("/refused");

        assertThat(caught.get()).isInstanceOf(IllegalArgumentException.class);
        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void unsetLetsGoOfTheSession() throws Exception {
        serve("/unset", (request, response) -> {
            SessionFilter.session(request).put("views", 99);
            SessionFilter.unset(request);
            response.getWriter().print(SessionFilter.findSession(request).isPresent());
        });
        String cookie = get("/count").cookie();

        assertThat(get("/unset", "Cookie: " + cookie).body()).isEqualTo("false");
        assertThat(get("/count", "Cookie: " + cookie).body()).isEqualTo("2");
    }

    @Test
    void ofTwoFiltersTheOuterOneWins() throws Exception {
        WatchedStore inner = new WatchedStore();
        server.filter(
                SessionFilter.builder(
                                SessionManager.builder(inner).secret("other").build())
                        .build(),
                WebServer.ALL);
        server.start();

        assertThat(get("/count").sessionCookies()).hasSize(1);
        assertThat(inner.calls).isEmpty();
        inner.close();
    }

    private static String sid(String cookie) {
        String value = cookie.substring(cookie.indexOf("s%3A") + 4);
        return value.substring(0, value.indexOf('.'));
    }

    private static final class CompletingOnTimeout implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            ((jakarta.servlet.http.HttpServletResponse) event.getAsyncContext().getResponse()).setStatus(202);
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
