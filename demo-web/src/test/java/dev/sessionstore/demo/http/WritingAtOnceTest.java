package dev.sessionstore.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Node and Java change different attributes of the same sessions at once. express-session writes back the whole session as it
 * was when the request began, so it undoes what others wrote meanwhile; Java never does.
 */
@Tag("slow")
@NeedsNode
class WritingAtOnceTest {

    private static final int SESSIONS = 8;
    private static final int CHANGES = 25;

    private static RedisServer server;
    private static Pair pair;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        pair = Pair.start(Setup.demoDefaults(), server.url());
    }

    @AfterAll
    static void stop() {
        pair.close();
        server.close();
    }

    /** An attribute that a request has set and whose answer said so. */
    private record Change(String name, long began, long ended) {

        boolean overlaps(Change other) {
            return began < other.ended && other.began < ended;
        }
    }

    /** What came of one session. */
    private record Outcome(JsonNode stored, List<Change> byNode, List<Change> byJava) {

        List<Change> lost(List<Change> changes) {
            return changes.stream().filter(change -> !stored.has(change.name())).toList();
        }
    }

    @Test
    void noChangeByJavaIsLostWhileNodeReads() throws Exception {
        for (Outcome outcome : run(browser -> browser.get(pair.node(), "/session/get"))) {
            assertThat(outcome.byJava()).hasSize(2 * CHANGES);
            assertThat(outcome.lost(outcome.byJava())).isEmpty();
        }
    }

    @Test
    void noChangeByNodeIsLostToJavaAndOneByJavaOnlyToANodeRequestThatRanAtThatTime() throws Exception {
        int lost = 0;
        int made = 0;
        for (Outcome outcome : run(null)) {
            assertThat(outcome.byNode()).hasSize(CHANGES);
            assertThat(outcome.lost(outcome.byNode())).isEmpty();
            List<Change> lostByJava = outcome.lost(outcome.byJava());
            assertThat(lostByJava).allMatch(change -> outcome.byNode().stream().anyMatch(change::overlaps));
            lost += lostByJava.size();
            made += outcome.byJava().size();
        }
        assertThat(made).isEqualTo(SESSIONS * 2 * CHANGES);
        System.out.println(
                "Node's overwriting undid " + lost + " of " + made + " changes made by Java at the same time");
    }

    /** What the Node side does meanwhile; null: it changes attributes too. */
    private interface Meanwhile {
        Browser.Answer on(Browser browser);
    }

    /** On each session two clients of Java, and one of Node, so that Node has nobody but Java to lose a change to. */
    private static List<Outcome> run(Meanwhile meanwhile) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(3 * SESSIONS);
        try {
            List<Callable<Outcome>> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Browser first = new Browser("connect.sid");
                String sid = first.get(pair.demo(), "/session/set/x")
                        .json()
                        .get("sid")
                        .asString();
                String cookie = first.cookie().orElseThrow();
                Future<List<Change>> a = clients.submit(() -> changes(pair.demo(), cookie, "a"));
                Future<List<Change>> b = clients.submit(() -> changes(pair.demo(), cookie, "b"));
                Future<List<Change>> node = clients.submit(
                        () -> meanwhile == null ? changes(pair.node(), cookie, "n") : reads(meanwhile, cookie));
                sessions.add(() -> {
                    List<Change> byJava = new ArrayList<>(a.get());
                    byJava.addAll(b.get());
                    List<Change> byNode = node.get();
                    return new Outcome(JsonMapper.shared().readTree(pair.redis().get("sess:" + sid)), byNode, byJava);
                });
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Callable<Outcome> session : sessions) {
                outcomes.add(session.call());
            }
            return outcomes;
        } finally {
            clients.shutdownNow();
        }
    }

    private static List<Change> changes(App app, String cookie, String prefix) {
        Browser browser = new Browser("connect.sid");
        browser.useCookie(cookie);
        return IntStream.range(0, CHANGES)
                .mapToObj(i -> {
                    String name = prefix + i;
                    long began = System.nanoTime();
                    Browser.Answer answer = browser.post(app, "/attrs", "{\"" + name + "\":" + i + "}");
                    assertThat(answer.status()).isEqualTo(200);
                    return new Change(name, began, System.nanoTime());
                })
                .toList();
    }

    private static List<Change> reads(Meanwhile meanwhile, String cookie) {
        Browser browser = new Browser("connect.sid");
        browser.useCookie(cookie);
        for (int i = 0; i < CHANGES; i++) {
            assertThat(meanwhile.on(browser).status()).isEqualTo(200);
        }
        return List.of();
    }
}
