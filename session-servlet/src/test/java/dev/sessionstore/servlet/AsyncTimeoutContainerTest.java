package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A response that its container ends while a worker is at its session: nobody gets another's cookie, and no session is lost. */
@Tag("slow")
class AsyncTimeoutContainerTest {

    private static final int TIMEOUT_MILLIS = 300;
    private static final int SLOW_SAVE_MILLIS = 1_000;

    /** Who looks after the timeout. */
    enum OnTimeout {
        NOBODY,
        A_LISTENER_THAT_LOOKS_ON,
        A_LISTENER_THAT_COMPLETES,
        A_LISTENER_THAT_THROWS
    }

    private final WatchedStore store = new WatchedStore();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final CountDownLatch workerHasEnded = new CountDownLatch(1);
    private final AtomicReference<AsyncContext> alice = new AtomicReference<>();
    private final AtomicReference<HttpServletRequest> aliceRequest = new AtomicReference<>();
    private final AtomicReference<ServletOutputStream> aliceStream = new AtomicReference<>();
    private volatile OnTimeout onTimeout = OnTimeout.NOBODY;

    @TempDir
    File folder;

    private WebServer server;

    @BeforeEach
    void start() throws Exception {
        SessionManager manager =
                SessionManager.builder(store).secret("keyboard cat").build();
        server = Containers.current(folder)
                .filter(SessionFilter.builder(manager).build(), WebServer.ALL)
                .servlet("/alice", Handlers.servlet(this::beginForAlice))
                .servlet("/bob", Handlers.servlet(this::answerBob))
                .servlet("/late", Handlers.servlet((request, response) -> {
                    aliceRequest.set(request);
                    aliceStream.set(response.getOutputStream());
                    AsyncContext async = request.startAsync();
                    async.setTimeout(50);
                    alice.set(async);
                }))
                .start();
    }

    @AfterEach
    void end() throws Exception {
        later.shutdownNow();
        server.close();
        store.close();
    }

    private void beginForAlice(HttpServletRequest request, HttpServletResponse response) {
        SessionFilter.session(request).put("user", "alice");
        AsyncContext async = request.startAsync();
        async.setTimeout(TIMEOUT_MILLIS);
        if (onTimeout != OnTimeout.NOBODY) {
            async.addListener(new Watching(onTimeout));
        }
        later.execute(() -> {
            try {
                async.getResponse().flushBuffer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                workerHasEnded.countDown();
            }
        });
    }

    private void answerBob(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            assertThat(workerHasEnded.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        response.getWriter().print("bob");
    }

    @ParameterizedTest
    @EnumSource
    void theNextOnTheConnectionDoesNotGetTheCookieAndTheFirstDoes(OnTimeout who) throws Exception {
        onTimeout = who;
        store.holdWrites();
        try (KeepAlive connection = new KeepAlive(server.port())) {
            connection.send("/alice");
            store.awaitHeldWrite();
            later.schedule(store::letWrites, SLOW_SAVE_MILLIS, TimeUnit.MILLISECONDS);
            Answer first = connection.answer();
            Answer second = onTheSame(connection, first);

            assertThat(second.body()).isEqualTo("bob");
            assertThat(second.all("Set-Cookie")).isEmpty();
            assertThat(first.sessionCookies()).hasSize(1);
            assertThat(store.count()).isEqualTo(1);
        }
    }

    private Answer onTheSame(KeepAlive connection, Answer first) throws IOException {
        if (connection.isCut() || first.all("Connection").contains("close")) {
            return Exchange.get(server.port(), "/bob");
        }
        connection.send("/bob");
        return connection.answer();
    }

    @Test
    void aSaveThatFailsDuringTheTimeoutIsA503() throws Exception {
        store.holdWrites();
        store.goReadOnly();
        try (KeepAlive connection = new KeepAlive(server.port())) {
            connection.send("/alice");
            store.awaitHeldWrite();
            later.schedule(store::letWrites, SLOW_SAVE_MILLIS, TimeUnit.MILLISECONDS);
            Answer first = connection.answer();

            assertThat(first.status()).isEqualTo(503);
            assertThat(first.sessionCookies()).isEmpty();
            assertThat(onTheSame(connection, first).all("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void aStreamThatIsOverIsNeverReady() throws Exception {
        Exchange.get(server.port(), "/late");

        assertThat(aliceStream.get().isReady()).isFalse();
    }

    @Test
    void aWorkerThatIsTooLateReachesNobody() throws Exception {
        Exchange.get(server.port(), "/late");
        HttpServletRequest request = aliceRequest.get();
        CompletableFuture<HttpSession> session = CompletableFuture.supplyAsync(() -> request.getSession(true), later);

        assertThat(session)
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class);
        assertThat(CompletableFuture.runAsync(() -> alice.get().complete(), later))
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class);
        assertThat(CompletableFuture.runAsync(() -> alice.get().dispatch("/bob"), later))
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class);
        assertThat(CompletableFuture.supplyAsync(() -> request.getHeader("Cookie"), later))
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.calls).isEmpty();
    }

    private record Watching(OnTimeout how) implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            if (how == OnTimeout.A_LISTENER_THAT_COMPLETES) {
                event.getAsyncContext().complete();
            } else if (how == OnTimeout.A_LISTENER_THAT_THROWS) {
                throw new IllegalArgumentException("on purpose");
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
