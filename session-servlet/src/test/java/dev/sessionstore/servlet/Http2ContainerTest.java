package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several streams of one connection end by timeouts and resets while their sessions are saved: each answer has its own cookie or none. */
@Tag("slow")
class Http2ContainerTest {

    private static final int STREAMS = 6;
    private static final int TIMEOUT_MILLIS = 300;
    private static final int SLOW_SAVE_MILLIS = 1_000;
    private static final int LARGE = 4_000_000;

    private final WatchedStore store = new WatchedStore();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(STREAMS + 1);
    private final CountDownLatch workersHaveEnded = new CountDownLatch(STREAMS);

    @TempDir
    File folder;

    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        server = Containers.current(folder)
                .http2()
                .filter(SessionFilter.builder(manager).build(), WebServer.ALL)
                .servlet("/slow", Handlers.servlet(this::flushByAWorker))
                .servlet("/login", Handlers.servlet((request, response) -> {
                    SessionFilter.session(request).put("user", request.getQueryString());
                    response.flushBuffer();
                    response.getWriter().print("welcome");
                }))
                .servlet("/large", Handlers.servlet(this::writeMuchByAWorker))
                .servlet(
                        "/bob",
                        Handlers.servlet(
                                (request, response) -> response.getWriter().print("bob")))
                .start();
    }

    @AfterEach
    void end() throws Exception {
        later.shutdownNow();
        server.close();
        store.close();
    }

    private void flushByAWorker(HttpServletRequest request, HttpServletResponse response) {
        SessionFilter.session(request).put("user", request.getQueryString());
        AsyncContext async = request.startAsync();
        async.setTimeout(TIMEOUT_MILLIS);
        later.execute(() -> {
            try {
                async.getResponse().flushBuffer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                workersHaveEnded.countDown();
            }
        });
    }

    private void writeMuchByAWorker(HttpServletRequest request, HttpServletResponse response) {
        SessionFilter.session(request).put("user", "alice");
        AsyncContext async = request.startAsync();
        async.setTimeout(TIMEOUT_MILLIS);
        later.execute(() -> {
            try {
                async.getResponse().getOutputStream().write(new byte[LARGE]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                workersHaveEnded.countDown();
            }
        });
    }

    @Test
    void streamsThatTimeOutDuringTheirSaveGetTheirOwnCookieAndTheNextOnesNone() throws Exception {
        store.holdWrites();
        try (Http2 connection = new Http2(server.port())) {
            List<Http2.Sent> slow = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                slow.add(connection.send("/slow?u" + i + ";"));
            }
            store.awaitHeldWrite();
            later.schedule(store::letWrites, SLOW_SAVE_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(connection.send("/bob").answer().all("Set-Cookie")).isEmpty();
            Set<String> cookies = new HashSet<>();
            for (int i = 0; i < STREAMS; i++) {
                Answer answer = slow.get(i).answer();
                assertThat(answer.sessionCookies()).hasSize(1);
                assertThat(store.record(Exchange.sid(answer.cookie())).orElseThrow())
                        .contains("u" + i + ";");
                cookies.add(answer.cookie());
                assertThat(connection.send("/bob").answer().all("Set-Cookie")).isEmpty();
            }
            assertThat(cookies).hasSize(STREAMS);
            assertThat(store.count()).isEqualTo(STREAMS);
        }
    }

    @Test
    void aStreamThatIsResetDuringItsSaveGivesItsCookieToNobody() throws Exception {
        try (Http2 connection = new Http2(server.port())) {
            for (String path : new String[] {"/login?alice", "/slow?alice"}) {
                long before = store.count();
                store.holdWrites();
                Http2.Sent alice = connection.send(path);
                store.awaitHeldWrite();
                alice.reset();
                assertThat(connection.send("/bob").answer().all("Set-Cookie")).isEmpty();
                store.letWrites();
                await().untilAsserted(() -> assertThat(store.count()).isEqualTo(before + 1));
                for (int i = 0; i < STREAMS; i++) {
                    Answer bob = connection.send("/bob").answer();
                    assertThat(bob.body()).isEqualTo("bob");
                    assertThat(bob.all("Set-Cookie")).isEmpty();
                }
            }
        }
    }

    @Test
    void aStreamWhoseClientDoesNotReadBlocksItsOwnThreadAlone() throws Exception {
        try (Http2 connection = new Http2(server.port())) {
            Http2.Sent alice = connection.sendWithoutReading("/large");
            await().untilAsserted(() -> assertThat(store.count()).isEqualTo(1));
            for (int i = 0; i < STREAMS; i++) {
                Answer login = connection.send("/login?u" + i + ";").answer();
                assertThat(login.body()).isEqualTo("welcome");
                assertThat(store.record(Exchange.sid(login.cookie())).orElseThrow())
                        .contains("u" + i + ";");
            }
            alice.reset();
            await().until(() -> workersHaveEnded.getCount() < STREAMS);
            assertThat(connection.send("/bob").answer().all("Set-Cookie")).isEmpty();
        }
    }
}
