package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests of one browser at the same time: nothing that one of them did is lost, and what was ended stays ended. */
@Tag("slow")
@ParameterizedClass
@ValueSource(strings = {"memory", "redis-lettuce"})
class ConcurrentRequestsTest {

    private static final int FIFTY = 50;

    private static App demo;
    private static ExecutorService threads;

    @Parameter
    String store;

    private final Browser browser = new Browser("connect.sid");

    @BeforeParameterizedClassInvocation
    static void start(String store) {
        demo = store.equals("memory")
                ? App.demo()
                : App.demo("--store", store, "--url", RedisServer.shared().url(), "--prefix", "concurrent:");
        threads = Executors.newFixedThreadPool(FIFTY);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        threads.shutdownNow();
        demo.close();
    }

    private List<Browser.Answer> atOnce(List<Callable<Browser.Answer>> requests) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Browser.Answer>> futures = new ArrayList<>();
        for (Callable<Browser.Answer> request : requests) {
            futures.add(threads.submit(() -> {
                start.await();
                return request.call();
            }));
        }
        start.countDown();
        List<Browser.Answer> answers = new ArrayList<>();
        for (Future<Browser.Answer> future : futures) {
            answers.add(future.get());
        }
        return answers;
    }

    private Browser sameBrowser() {
        Browser other = new Browser("connect.sid");
        other.useCookie(browser.cookie().orElseThrow());
        return other;
    }

    @Test
    void changesOfDifferentAttributesAreAllKept() throws Exception {
        browser.get(demo, "/session/set/begin");
        List<Callable<Browser.Answer>> requests = new ArrayList<>();
        for (int i = 0; i < FIFTY; i++) {
            String json = "{\"a" + i + "\":" + i + "}";
            requests.add(() -> sameBrowser().post(demo, "/attrs", json));
        }

        assertThat(atOnce(requests)).extracting(Browser.Answer::status).containsOnly(200);

        JsonNode session = browser.get(demo, "/whoami").json().get("session");
        for (int i = 0; i < FIFTY; i++) {
            assertThat(session.get("a" + i)).as("a" + i).isNotNull();
        }
        assertThat(session.get("value").asString()).isEqualTo("begin");
    }

    @Test
    void aRequestThatWasAtWorkMeanwhileKeepsItsChangeAndTheOthers() throws Exception {
        browser.get(demo, "/session/set/begin");
        try (SlowPost slow = new SlowPost(demo, browser.cookie().orElseThrow(), "{\"slow\":1}")) {
            browser.post(demo, "/attrs", "{\"quick\":2,\"value\":\"changed\"}");

            assertThat(slow.end().get(0)).startsWith("HTTP/1.1 200");
        }

        JsonNode session = browser.get(demo, "/whoami").json().get("session");
        assertThat(session.get("slow").asInt()).isEqualTo(1);
        assertThat(session.get("quick").asInt()).isEqualTo(2);
        assertThat(session.get("value").asString()).isEqualTo("changed");
    }

    @Test
    void fiftyViewsAtOnceCountFifty() throws Exception {
        browser.get(demo, "/session/set/begin");
        List<Callable<Browser.Answer>> requests = new ArrayList<>();
        for (int i = 0; i < FIFTY; i++) {
            requests.add(() -> sameBrowser().get(demo, "/session"));
        }

        assertThat(atOnce(requests)).extracting(Browser.Answer::status).containsOnly(200);

        JsonNode session = browser.get(demo, "/whoami").json().get("session");
        assertThat(session.get("views").asInt()).isEqualTo(FIFTY);
    }

    @Test
    void aRequestThatEndsAfterALogoutDoesNotBringTheSessionBack() throws Exception {
        browser.get(demo, "/session/set/secret");
        String cookie = browser.cookie().orElseThrow();
        try (SlowPost slow = new SlowPost(demo, cookie, "{\"late\":1}")) {
            browser.get(demo, "/destroy");
            slow.end();
        }

        browser.useCookie(cookie);
        JsonNode session = browser.get(demo, "/whoami").json().get("session");
        assertThat(session.has("value")).isFalse();
        assertThat(session.has("late")).isFalse();
        assertThat(cookie)
                .doesNotContain(browser.get(demo, "/whoami").json().get("sid").asString());
    }
}
