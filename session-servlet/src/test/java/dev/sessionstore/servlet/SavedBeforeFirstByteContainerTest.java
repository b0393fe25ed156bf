package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However the first byte comes to leave, the session is stored by then, and if it cannot be, the response says so. */
@Tag("slow")
class SavedBeforeFirstByteContainerTest {

    private final WatchedStore store = new WatchedStore();

    @TempDir
    File folder;

    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        server = start(WebServer.ALL);
    }

    private WebServer start(Set<DispatcherType> dispatches) throws Exception {
        SessionManager manager = SessionManager.builder(store)
                .secret("keyboard cat")
                .touchEvery(Duration.ofMinutes(1))
                .build();
        return Containers.current(folder)
                .filter(SessionFilter.builder(manager).build(), dispatches)
                .servlet(
                        "/plain",
                        Handlers.servlet(
                                (request, response) -> response.getWriter().write("plain")))
                .servlet("/leave", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("value", request.getHeader("X-Value"));
                    Handlers.Leaving.valueOf(request.getQueryString()).leave(request, response);
                }))
                .servlet("/pieces", Handlers.servlet((request, response) -> printPieces(response)))
                .servlet("/reset", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("user", "zoe");
                    response.addHeader("X-Gone", "yes");
                    response.resetBuffer(); // the session is saved at the next byte from now on
                    response.getWriter().print("gone");
                    response.reset();
                    response.getOutputStream().print("stays");
                }))
                .servlet("/include-past-the-wrapper", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("user", "zoe");
                    printPieces(response);
                    ServletResponse container = ((ServletResponseWrapper) response).getResponse();
                    request.getServletContext().getRequestDispatcher("/pieces").include(request, container);
                }))
                .start();
    }

    /** Three quarters of what the container buffers. */
    private static void printPieces(ServletResponse response) throws IOException {
        for (int left = response.getBufferSize() * 3 / 4; left > 0; left -= 100) {
            response.getOutputStream().write(new byte[100]);
        }
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        store.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeavesBeforeTheSessionIsStored(Handlers.Leaving leaving) throws Exception {
        store.holdWrites();
        try (Exchange exchange = Exchange.send(server.port(), "GET", "/leave?" + leaving)) {
            store.awaitHeldWrite();
            assertThat(exchange.nothingArrives()).isTrue();
            store.letWrites();

            Answer answer = exchange.answer();

            assertThat(answer.sessionCookies()).hasSize(1);
            assertThat(answer.status()).isLessThan(500);
            assertThat(store.calls).containsExactly("create");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailedSaveIsA503AndLeavesTheCookieAlone(Handlers.Leaving leaving) throws Exception {
        String cookie = Exchange.get(server.port(), "/leave?END_WITH_WRITER").cookie();
        store.goReadOnly();

        Answer newcomer = Exchange.get(server.port(), "/leave?" + leaving);
        Answer known = Exchange.get(server.port(), "/leave?" + leaving, "Cookie: " + cookie, "X-Value: new");

        assertThat(newcomer.status()).isEqualTo(503);
        assertThat(known.status()).isEqualTo(503);
        assertThat(newcomer.sessionCookies()).isEmpty();
        assertThat(known.sessionCookies()).isEmpty();
        assertThat(known.all("Location")).isEmpty();
        assertThat(known.body()).doesNotContain("listened", "plain");
        store.comeBack();
        assertThat(Exchange.get(server.port(), "/leave?" + leaving, "Cookie: " + cookie)
                        .status())
                .isLessThan(500);
    }

    @ParameterizedTest
    @EnumSource
    void aFilterForPlainRequestsAloneLosesNothing(Handlers.Leaving leaving) throws Exception {
        server.close();
        server = start(EnumSet.of(DispatcherType.REQUEST));

        Answer answer = Exchange.get(server.port(), "/leave?" + leaving);

        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(store.count()).isEqualTo(1);
        if (leaving == Handlers.Leaving.ASYNC_DISPATCH) {
            assertThat(answer.body()).isEqualTo("plain");
        }
    }

    @Test
    void anIncludeWithTheContainersResponseLosesNoCookieExceptOnUndertowWhichIgnoresHeadersInIncludes()
            throws Exception {
        server.close();
        server = start(EnumSet.of(DispatcherType.REQUEST, DispatcherType.INCLUDE));

        Answer answer = Exchange.get(server.port(), "/include-past-the-wrapper");

        assertThat(answer.sessionCookies())
                .hasSize(System.getProperty("container", "").equals("undertow") ? 0 : 1);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void aResponseThatIsResetKeepsTheCookieOfTheSavedSession() throws Exception {
        Answer answer = Exchange.get(server.port(), "/reset");

        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(answer.all("X-Gone")).isEmpty();
        assertThat(answer.body()).isEqualTo("stays");
        assertThat(store.count()).isEqualTo(1);
    }
}
