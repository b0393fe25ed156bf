package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of one session at the same time: what each changed stays, and what ended stays ended. */
class ConcurrencyTest {

    private static final TypeTokens.Words WORDS = new TypeTokens.Words();

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private SessionExchange open(String sid) {
        return bench.manager.open(known(sid));
    }

    private static Session session(SessionExchange exchange) {
        return exchange.session().orElseThrow();
    }

    @Test
    void changesOfDifferentAttributesAllStay() {
        bench.stored("A", "{\"cookie\":{},\"keep\":1,\"drop\":1,\"gone\":1}");
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        session(one).put("one", 1).remove("drop");
        session(two).put("two", 2).remove("gone");
        one.commit();
        two.commit();
        assertThat(bench.stored("A"))
                .isEqualTo("{\"cookie\":{\"httpOnly\":true,\"path\":\"/\"},\"keep\":1,\"one\":1,\"two\":2}");
        assertThat(bench.store.calls())
                .containsExactly("get A", "get A", "replace A", "replace A", "get A", "replace A");
    }

    @Test
    void ofTwoChangesOfOneAttributeTheLaterSaveWins() {
        bench.stored("A", "{\"cookie\":{},\"a\":0,\"b\":0,\"c\":0}");
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        session(one).put("a", 1).put("b", 1).remove("c");
        session(two).put("a", 2).remove("b");
        session(two).put("c", 2);
        one.commit();
        two.commit();
        assertThat(bench.stored("A")).endsWith(",\"a\":2,\"c\":2}");
    }

    @Test
    void anUpdateIsAppliedAgainToWhatTheOtherSaved() {
        bench.stored("A", "{\"cookie\":{},\"n\":10,\"words\":[\"a\"]}");
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        for (SessionExchange exchange : List.of(one, two)) {
            session(exchange).update("n", Integer.class, n -> n.orElse(0) + 1);
            session(exchange).update("n", Integer.class, n -> n.orElse(0) * 2);
            session(exchange).update("words", WORDS, words -> {
                List<String> more = new ArrayList<>(words.orElse(List.of()));
                more.add("b");
                return more;
            });
        }
        assertThat(session(one).get("n", Integer.class)).hasValue(22);
        one.commit();
        two.commit();
        assertThat(bench.stored("A")).endsWith(",\"n\":46,\"words\":[\"a\",\"b\",\"b\"]}");
    }

    @Test
    void anUpdateAfterAPutOnlySeesThePut() {
        bench.stored("A", "{\"cookie\":{},\"n\":10}");
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        session(one).put("n", 100);
        session(two).put("n", 1).update("n", Integer.class, n -> n.orElse(0) + 1);
        one.commit();
        two.commit();
        assertThat(bench.stored("A")).endsWith(",\"n\":2}");
    }

    @Test
    void anUpdateAfterARemoveOnlySeesTheRemove() {
        bench.stored("A", "{\"cookie\":{},\"n\":10}");
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        session(one).put("n", 100);
        session(two).remove("n");
        session(two).update("n", Integer.class, n -> n.orElse(0) + 1);
        one.commit();
        two.commit();
        assertThat(bench.stored("A")).endsWith(",\"n\":1}");
    }

    @Test
    void updatesOfTwoRequestsThatBothBeginAnAttributeBothCount() {
        bench.stored("A", "{\"cookie\":{}}");
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        session(one).update("n", Integer.class, n -> n.orElse(0) + 1);
        session(two).update("n", Integer.class, n -> n.orElse(0) + 1);
        one.commit();
        two.commit();
        assertThat(bench.stored("A")).endsWith(",\"n\":2}");
    }

    @Test
    void anUpdateMeetsAnAttributeThatTheOtherRemoved() {
        bench.stored("A", "{\"cookie\":{},\"n\":10}");
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        session(one).remove("n");
        session(two).update("n", Integer.class, n -> n.orElse(0) + 1);
        one.commit();
        two.commit();
        assertThat(bench.stored("A")).endsWith(",\"n\":1}");
    }

    @Test
    void anUpdateThatFailsLeavesNoTrace() {
        bench.stored("A", "{\"cookie\":{},\"words\":[\"a\"]}");
        SessionExchange exchange = open("A");
        assertThatIllegalStateException()
                .isThrownBy(() -> session(exchange).update("words", WORDS, words -> {
                    words.orElseThrow().add("half");
                    throw new IllegalStateException("no");
                }));
        exchange.commit();
        assertThat(bench.stored("A")).isEqualTo("{\"cookie\":{},\"words\":[\"a\"]}");
    }

    @Test
    void whatNodeWritesMeanwhileStays() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":null,\"expires\":null},\"n\":1}");
        SessionExchange exchange = open("A");
        session(exchange).put("java", true).cookie().path("/j").httpOnly(false);
        bench.stored(
                "A",
                "{\"node\":true,\"cookie\":{\"originalMaxAge\":5000,\"expires\":null,\"httpOnly\":true,\"path\":\"/n\",\"domain\":\"n.example\"},\"n\":2}");
        exchange.commit();
        assertThat(bench.stored("A"))
                .isEqualTo(
                        "{\"node\":true,\"cookie\":{\"originalMaxAge\":5000,\"expires\":\"2026-11-21T07:45:19.250Z\","
                                + "\"httpOnly\":false,\"domain\":\"n.example\",\"path\":\"/j\"},\"n\":2,\"java\":true}");
    }

    @Test
    void aRequestThatEndsAfterALogoutDoesNotBringTheSessionBack() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":null}}");
        SessionExchange slow = open("A");
        session(slow).put("a", 1);
        bench.request(known("A"), withSession(Session::destroy));
        assertThat(slow.commit()).as("no cookie for what is gone").isEmpty();
        slow.finish();
        assertThat(bench.stored("A")).isEqualTo("none");
    }

    @Test
    void aLogoutBetweenTwoTriesOfASaveCountsToo() {
        bench.stored("A", "{\"cookie\":{},\"n\":1}");
        SessionExchange slow = open("A");
        session(slow).put("a", 1);
        bench.stored("A", "{\"cookie\":{},\"n\":2}");
        bench.store.before(call -> {
            if (call.equals("get")) {
                bench.memory.destroy("A");
            }
        });
        assertThat(slow.commit()).isEmpty();
        assertThat(bench.stored("A")).isEqualTo("none");
    }

    @Test
    void savingByHandTellsThatTheSessionIsGone() {
        bench.stored("A", "{\"cookie\":{}}");
        SessionExchange slow = open("A");
        session(slow).put("a", 1);
        bench.memory.destroy("A");
        assertThatExceptionOfType(SessionGoneException.class)
                .isThrownBy(() -> session(slow).save());
        assertThatExceptionOfType(SessionGoneException.class)
                .isThrownBy(() -> session(slow).save());
        assertThatExceptionOfType(SessionGoneException.class)
                .isThrownBy(() -> session(slow).reload());
        assertThat(slow.commit()).isEmpty();
        assertThat(bench.memory.listing().orElseThrow().count()).isZero();
    }

    @Test
    void whoIsOvertakenTooOftenIsToldSo() {
        SessionManager manager = bench.options().mergeAttempts(3).build();
        bench.stored("A", "{\"cookie\":{},\"n\":0}");
        SessionExchange exchange = manager.open(known("A"));
        session(exchange).put("a", 1);
        bench.store.calls();
        bench.store.before(call -> {
            if (call.equals("replace")) {
                bench.stored("A", "{\"cookie\":{},\"n\":" + System.nanoTime() + "}");
            }
        });
        assertThatExceptionOfType(SessionConflictException.class)
                .isThrownBy(exchange::commit)
                .withMessageContaining("3");
        assertThat(bench.store.calls().stream().filter("replace A"::equals)).hasSize(3);
        assertThat(bench.stored("A")).doesNotContain("\"a\"");
        exchange.finish();
        assertThat(bench.store.calls()).isEmpty();
    }

    @Test
    void fiftyRequestsAtOnceCountFifty() throws Exception {
        bench.stored("A", "{\"cookie\":{},\"views\":0}");
        int requests = 50;
        CountDownLatch loaded = new CountDownLatch(requests);
        ExecutorService threads = Executors.newFixedThreadPool(requests);
        try {
            List<Callable<Optional<String>>> calls = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                String mine = "mine" + i;
                calls.add(() -> bench.request(known("A"), withSession(s -> {
                    s.update("views", Integer.class, v -> v.orElse(0) + 1);
                    s.put(mine, true);
                    loaded.countDown();
                    await(loaded);
                })));
            }
            for (Future<Optional<String>> done : threads.invokeAll(calls, 30, TimeUnit.SECONDS)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        bench.request(known("A"), withSession(s -> {
            assertThat(s.get("views", Integer.class)).hasValue(requests);
            assertThat(s.names()).hasSize(requests + 1);
        }));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void lastWriteWinsLosesWhatExpressLoses() {
        bench.store.withoutConditionalWrites();
        SessionManager manager = bench.options().lastWriteWins().build();
        bench.stored("A", "{\"cookie\":{}}");
        SessionExchange one = manager.open(known("A"));
        SessionExchange two = manager.open(known("A"));
        session(one).put("one", 1);
        session(two).put("two", 2);
        one.commit();
        two.commit();
        assertThat(bench.stored("A")).doesNotContain("one").contains("two");
        bench.store.calls();
        SessionExchange slow = manager.open(known("A"));
        session(slow).put("a", 1);
        bench.memory.destroy("A");
        slow.commit();
        assertThat(bench.stored("A")).as("brought back").contains("\"a\":1");
        assertThat(bench.store.calls()).containsExactly("get A", "set A");
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(bench.store.calls()).containsExactly("set new1");
    }

    @Test
    void aSessionThatWasSavedByHandIsMergedFromThereOn() {
        bench.stored("A", "{\"cookie\":{},\"n\":1}");
        SessionExchange exchange = open("A");
        session(exchange).put("a", 1).save();
        bench.request(known("A"), withSession(s -> s.put("a", 2).put("b", 2)));
        session(exchange).put("c", 3);
        exchange.commit();
        assertThat(bench.stored("A")).endsWith(",\"n\":1,\"a\":2,\"b\":2,\"c\":3}");
        bench.clock.advance(Duration.ofSeconds(1));
    }

    /** Generic types that the tests read. */
    private static final class TypeTokens {
        static final class Words extends TypeToken<List<String>> {}
    }
}
