package dev.sessionstore.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.servlet.Exchange.Answer;
import dev.sessionstore.session.SessionManager;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous parts that begin again and again, listeners that fail, and ends that meet: the session is saved all the same. */
@Tag("slow")
class AsyncCyclesContainerTest {

    private static final int DISPATCHES = 5;
    private static final int MEETINGS = 400;
    private static final int BROWSERS = 100;
    private static final int TIMEOUT_MILLIS = 40;

    private final WatchedStore store = new WatchedStore();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    private final CompletableFuture<Throwable> refused = new CompletableFuture<>();

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
                        "/begin",
                        Handlers.servlet((request, response) ->
                                SessionFilter.session(request).put("user", "zoe")))
                .servlet("/round", Handlers.servlet(AsyncCyclesContainerTest::goRound))
                .servlet("/past", Handlers.servlet(this::beginPastTheFilter))
                .servlet("/failing", Handlers.servlet(this::completeUnderAFailingListener))
                .servlet("/twice", Handlers.servlet(AsyncCyclesContainerTest::startTwice))
                .servlet("/again", Handlers.servlet(this::completeTwice))
                .servlet("/meet", Handlers.servlet(this::completeAtTheTimeout))
                .start();
    }

    @AfterEach
    void end() throws Exception {
        workers.shutdownNow();
        server.close();
        store.close();
    }

    private static void goRound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int round = SessionFilter.session(request).update("round", Integer.class, r -> r.orElse(0) + 1);
        if (round <= DISPATCHES) {
            request.startAsync().dispatch();
        } else {
            response.getWriter().print(round);
        }
    }

    /** In the second cycle, the first was the filter's. */
    private void beginPastTheFilter(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute("second") == null) {
            request.setAttribute("second", true);
            request.startAsync().dispatch();
            return;
        }
        response.flushBuffer();
        ServletRequest container = request;
        while (container instanceof ServletRequestWrapper wrapper) {
            container = wrapper.getRequest();
        }
        AsyncContext async = container.startAsync();
        workers.execute(() -> {
            SessionFilter.session(request).put("late", "yes");
            async.complete();
        });
    }

    private void completeUnderAFailingListener(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.flushBuffer();
        AsyncContext async = request.startAsync();
        async.addListener(new Failing());
        workers.execute(() -> {
            SessionFilter.session(request).put("late", "yes");
            async.complete();
        });
    }

    private static void startTwice(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SessionFilter.session(request).put("user", "zoe");
        AsyncContext async = request.startAsync();
        try {
            request.startAsync();
        } catch (IllegalStateException e) {
            response.getWriter().print("refused");
        } finally {
            async.complete();
        }
    }

    private void completeAtTheTimeout(HttpServletRequest request, HttpServletResponse response) {
        SessionFilter.session(request).put("user", "zoe");
        AsyncContext async = request.startAsync();
        async.setTimeout(TIMEOUT_MILLIS);
        CountDownLatch timedOut = new CountDownLatch(1);
        async.addListener(new Telling(timedOut));
        workers.execute(() -> {
            try {
                timedOut.await(10, TimeUnit.SECONDS);
                async.complete();
            } catch (IllegalStateException e) {
                assertThat(e).isNotNull(); // the timeout was first
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void completeTwice(HttpServletRequest request, HttpServletResponse response) {
        SessionFilter.session(request).put("user", "zoe");
        AsyncContext async = request.startAsync();
        workers.execute(() -> {
            async.complete();
            try {
                async.complete();
                refused.complete(new AssertionError("was not refused"));
            } catch (IllegalStateException e) {
                refused.complete(e);
            }
        });
    }

    private String begin() throws IOException {
        return Exchange.get(server.port(), "/begin").cookie();
    }

    private void assertLateChangeIsSaved(String path) throws IOException {
        String cookie = begin();
        Exchange.get(server.port(), path, "Cookie: " + cookie);

        await().untilAsserted(() ->
                assertThat(store.record(sid(cookie)).orElseThrow()).contains("\"late\":\"yes\""));
    }

    @Test
    void aRequestThatIsDispatchedFiveTimesKeepsItsSessionAndSavesItOnce() throws Exception {
        Answer answer = Exchange.get(server.port(), "/round");

        assertThat(answer.body()).isEqualTo("" + (DISPATCHES + 1));
        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(store.calls).containsExactly("create");
    }

    @Test
    void anAsynchronousPartThatBeginsPastTheFilterInALaterDispatchIsFollowedToItsEnd() throws Exception {
        assertLateChangeIsSaved("/past");
    }

    @Test
    void aListenerThatThrowsErrorsInEveryCallbackKeepsNothingFromBeingSaved() throws Exception {
        assertLateChangeIsSaved("/failing");
    }

    @Test
    void aSecondStartIsRefusedAndChangesNothing() throws Exception {
        Answer answer = Exchange.get(server.port(), "/twice");

        assertThat(answer.body()).isEqualTo("refused");
        assertThat(answer.sessionCookies()).hasSize(1);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void completeAndTimeoutAtTheSameMomentGiveOneCookieToEach() throws Exception {
        ExecutorService browsers = Executors.newFixedThreadPool(BROWSERS);
        List<Future<Answer>> answers =
                browsers.invokeAll(Collections.nCopies(MEETINGS, () -> Exchange.get(server.port(), "/meet")));
        browsers.shutdown();

        Set<String> cookies = new HashSet<>();
        for (Future<Answer> answer : answers) {
            assertThat(answer.get().sessionCookies()).hasSize(1);
            cookies.add(answer.get().cookie());
        }
        assertThat(cookies).hasSize(MEETINGS);
        assertThat(store.count()).isEqualTo(MEETINGS);
    }

    @Test
    void aSecondCompletionIsRefusedAndDoesNotReachARequestThatCameLater() throws Exception {
        assertThat(Exchange.get(server.port(), "/again").sessionCookies()).hasSize(1);

        assertThat(refused.get(10, TimeUnit.SECONDS)).hasMessageContaining("complete");
    }

    private static String sid(String cookie) {
        String value = cookie.substring(cookie.indexOf("s%3A") + 4);
        return value.substring(0, value.indexOf('.'));
    }

    private static final class Failing implements AsyncListener {
        @Override
        public void onStartAsync(AsyncEvent event) {
            throw new AssertionError("on purpose");
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            throw new AssertionError("on purpose");
        }

        @Override
        public void onError(AsyncEvent event) {
            throw new AssertionError("on purpose");
        }

        @Override
        public void onComplete(AsyncEvent event) {
            throw new AssertionError("on purpose");
        }
    }

    private record Telling(CountDownLatch timedOut) implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            timedOut.countDown();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onComplete(AsyncEvent event) {}
    }
}
