package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.File;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter is there for plain requests alone, and what follows goes on without it. */
class BehindTheFilterContainerTest {

    private final WatchedStore store = new WatchedStore();

    @TempDir
    File folder;

    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        server = Containers.current(folder)
                .filter(SessionFilter.builder(manager).build(), EnumSet.of(DispatcherType.REQUEST))
                .servlet(
                        "/plain",
                        Handlers.servlet(
                                (request, response) -> response.getWriter().print("plain")))
                .servlet("/forward", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("user", "zoe");
                    request.getServletContext().getRequestDispatcher("/plain").forward(request, response);
                }))
                .servlet("/unwrapped", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("user", "zoe");
                    ServletResponse container = response;
                    while (container instanceof ServletResponseWrapper wrapper) {
                        container = wrapper.getResponse();
                    }
                    container.getWriter().print("gone");
                    container.flushBuffer();
                }))
                .servlet("/refused", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("user", "zoe");
                    response.sendError(403);
                }))
                .servlet("/thrown", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("user", "zoe");
                    throw new IllegalArgumentException("on purpose");
                }))
                .servlet("/medium", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("user", "zoe");
                    response.getOutputStream().write(new byte[1_000]);
                }))
                .servlet("/again", Handlers.servlet((request, response) -> {
                    AsyncContext async = request.startAsync();
                    if (request.getAttribute("again") == null) {
                        request.setAttribute("again", true);
                        async.addListener(new AddingItselfAgain());
                        async.dispatch("/again");
                    } else {
                        SessionFilter.session(request).put("user", "zoe");
                        async.setTimeout(50);
                    }
                }))
                .start();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        store.close();
    }

    private void assertCookieAndRecord(String path) throws Exception {
        Answer answer = Exchange.get(server.port(), path);

        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void aWriteThatTheContainerDoesNotHoldBackLosesNoCookie() throws Exception {
        assertCookieAndRecord("/medium");
    }

    @Test
    void aForwardPastTheFilterLosesNoCookie() throws Exception {
        assertCookieAndRecord("/forward");
    }

    @Test
    void theContainersOwnErrorPageHasTheCookieOfSendError() throws Exception {
        assertCookieAndRecord("/refused");
    }

    @Test
    void theContainersOwnErrorPageHasTheCookieAfterAnExceptionExceptOnUndertow() throws Exception {
        if (System.getProperty("container", "").equals("undertow")) {
            assertThat(Exchange.get(server.port(), "/thrown").sessionCookies()).isEmpty();
        } else {
            assertCookieAndRecord("/thrown");
        }
    }

    @Test
    void aSessionWhoseCookieCannotBeSentAnyMoreIsNotStored() throws Exception {
        Answer answer = Exchange.get(server.port(), "/unwrapped");

        assertThat(answer.body()).isEqualTo("gone");
        assertThat(answer.sessionCookies()).isEmpty();
        assertThat(store.count()).isZero();
    }

    @Test
    void anAsyncListenerThatAddsItselfAgainHasOurContext() throws Exception {
        assertCookieAndRecord("/again");
    }

    private static final class AddingItselfAgain implements AsyncListener {
        private final AtomicBoolean added = new AtomicBoolean();

        @Override
        public void onStartAsync(AsyncEvent event) {
            added.set(true);
            event.getAsyncContext().addListener(this);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            if (added.get()) {
                event.getAsyncContext().complete();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}
    }
}
