package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.Session;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.File;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a response leaves, and what becomes of its session then. */
@Tag("tomcat-11")
class LeavingResponseTest {

    private final AtomicReference<Throwable> caught = new AtomicReference<>();

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
    void aChangeAfterTheFirstByteIsSavedAtTheEnd() throws Exception {
        filtered.serve("/stream", (request, response) -> {
            response.getWriter().write("a");
            response.flushBuffer();
            SessionFilter.session(request).put("late", "yes");
            response.getWriter().write("b");
        });
        String cookie = filtered.get("/count").cookie();

        Answer answer = filtered.get("/stream", "Cookie: " + cookie);

        assertThat(answer.body()).isEqualTo("ab");
        await().untilAsserted(() -> assertThat(
                        filtered.store.record(FilteredServer.sid(cookie)).orElseThrow())
                .contains("\"late\":\"yes\""));
    }

    @Test
    void aSessionCannotBeginAfterTheFirstByte() throws Exception {
        filtered.serve("/stream", (request, response) -> {
            response.getWriter().write("a");
            response.flushBuffer();
            try {
                SessionFilter.session(request).put("late", "yes");
            } catch (IllegalStateException e) {
                caught.set(e);
            }
        });

        Answer answer = filtered.get("/stream");

        assertThat(answer.body()).isEqualTo("a");
        assertThat(caught.get()).isInstanceOf(IllegalStateException.class);
        assertThat(filtered.store.count()).isZero();
    }

    @Test
    void aSessionCannotBeRegeneratedAfterTheFirstByte() throws Exception {
        filtered.serve("/stream", (request, response) -> {
            Session session = SessionFilter.session(request);
            response.flushBuffer();
            try {
                session.regenerate();
            } catch (IllegalStateException e) {
                caught.set(e);
            }
        });
        String cookie = filtered.get("/count").cookie();

        filtered.get("/stream", "Cookie: " + cookie);

        assertThat(caught.get()).isInstanceOf(IllegalStateException.class);
        assertThat(filtered.get("/count", "Cookie: " + cookie).body()).isEqualTo("2");
    }

    @Test
    void whatAHandlerDidBeforeItThrewIsSaved() throws Exception {
        filtered.server
                .errorPage("/error")
                .servlet(
                        "/error",
                        Handlers.servlet((request, response) -> response.getWriter()
                                .write("sorry, " + request.getAttribute("jakarta.servlet.error.exception"))));
        filtered.serve("/throw", (request, response) -> {
            SessionFilter.session(request).put("value", "kept");
            response.getWriter().write("half");
            throw new IllegalArgumentException("no");
        });

        Answer answer = filtered.get("/throw");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("sorry, java.lang.IllegalArgumentException: no");
        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(filtered.store.record(FilteredServer.sid(answer.cookie())).orElseThrow())
                .contains("kept");
    }

    @Test
    void aResetResponseKeepsTheCookieOfTheSavedSession() throws Exception {
        filtered.server.servlet("/reset-early", Handlers.servlet((request, response) -> {
            SessionFilter.session(request).put("value", 1);
            response.addHeader("X-Gone", "yes");
            response.getWriter().write("gone");
            response.reset();
            response.getOutputStream().print("stays");
        }));
        filtered.serve("/reset", (request, response) -> {
            SessionFilter.session(request).put("value", 1);
            response.setBufferSize(100_000);
            response.getOutputStream().close();
        });

        assertThat(filtered.get("/reset").sessionCookies()).hasSize(1);
        Answer early = filtered.get("/reset-early");
        assertThat(early.sessionCookies()).hasSize(1);
        assertThat(early.all("X-Gone")).isEmpty();
        assertThat(early.body()).isEqualTo("stays");
    }

    @Test
    void aHandlerThatCatchesTheFailureOfItsWriteCannotUndoThe503() throws Exception {
        filtered.serve("/catch", (request, response) -> {
            SessionFilter.session(request).put("value", 1);
            try {
                response.flushBuffer();
            } catch (RuntimeException e) {
                response.getWriter().write("all is well");
                response.sendRedirect("/elsewhere");
            }
        });
        filtered.store.goDown();

        Answer answer = filtered.get("/catch");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("all is well");
        assertThat(answer.sessionCookies()).isEmpty();
    }

    @Test
    void aTimeoutThatIsCompletedByItsListenerSavesFirst() throws Exception {
        filtered.serve("/slow", (request, response) -> {
            SessionFilter.session(request).put("value", "waited");
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            async.addListener(new CompletingOnTimeout());
        });

        Answer answer = filtered.get("/slow");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(filtered.store.record(FilteredServer.sid(answer.cookie())).orElseThrow())
                .contains("waited");
    }

    @Test
    void aDispatchThatTheContainerRefusesLeavesTheTimeoutToSaveTheSession() throws Exception {
        filtered.serve("/refused", (request, response) -> {
            SessionFilter.session(request).put("user", "zoe");
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            try {
                async.dispatch("no path");
            } catch (IllegalArgumentException e) {
                caught.set(e);
            }
        });

        Answer answer = filtered.get("/refused");

        assertThat(caught.get()).isInstanceOf(IllegalArgumentException.class);
        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(filtered.store.count()).isEqualTo(1);
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
