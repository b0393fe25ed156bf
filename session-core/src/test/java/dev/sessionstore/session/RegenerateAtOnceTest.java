package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** New ids while other requests change, end or regenerate the same session, step by step. */
class RegenerateAtOnceTest {

    private static final String STORED = "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":null},\"n\":0}";

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

    /** What another request saves before the calls of this name, this many times. */
    private void othersSaveBefore(String call, String sid, int times) {
        int[] saved = {0};
        bench.store.before(name -> {
            if (name.equals(call) && saved[0] < times) {
                saved[0]++;
                bench.stored(sid, STORED.replace("\"n\":0", "\"n\":" + saved[0]));
            }
        });
    }

    @Test
    void whatAnotherRequestSavesUpToTheRemovalOfTheOldIdComesAlong() {
        for (String call : new String[] {"create", "replace"}) {
            String sid = "old-" + call;
            bench.stored(sid, STORED);
            SessionExchange login = open(sid);
            session(login).put("user", "zoe");
            othersSaveBefore(call, sid, 1);
            assertThat(session(login).regenerateKeepingData()).isTrue();
            assertThat(login.commit()).isPresent();
            assertThat(bench.stored(sid)).isEqualTo("none");
            assertThat(bench.stored(session(login).id())).endsWith(",\"n\":1,\"user\":\"zoe\"}");
        }
    }

    @Test
    void whatIsUpdatedByAFunctionIsUpdatedOnceHoweverOftenTheOldIdChanges() {
        bench.stored("A", STORED);
        SessionExchange login = open("A");
        session(login).update("n", Integer.class, n -> n.orElse(0) + 100);
        othersSaveBefore("replace", "A", 5);
        assertThat(session(login).regenerateKeepingData()).isTrue();
        assertThat(bench.stored("new1")).contains("\"n\":105");
    }

    @Test
    void whoIsOvertakenTooOftenKeepsTheOldIdAndLeavesNoCopy() {
        SessionManager manager = bench.options().mergeAttempts(3).build();
        bench.stored("A", STORED);
        SessionExchange login = manager.open(known("A"));
        Session session = session(login);
        othersSaveBefore("replace", "A", 1000);
        assertThatExceptionOfType(SessionConflictException.class).isThrownBy(session::regenerateKeepingData);
        assertThat(session.id()).isEqualTo("A");
        assertThat(bench.memory.listing().orElseThrow().sids()).containsExactly("A");
    }

    @Test
    void anUndisturbedRegenerationCostsTwoCalls() {
        bench.stored("A", STORED);
        SessionExchange login = open("A");
        session(login);
        bench.store.calls();
        session(login).regenerateKeepingData();
        assertThat(bench.store.calls()).containsExactly("create new1", "replace A");
    }

    @Test
    void underLastWriteWinsWhatOthersSavedBeforeTheNewIdIsStoredComesAlong() {
        SessionManager manager = bench.options().lastWriteWins().build();
        bench.stored("A", STORED);
        SessionExchange login = manager.open(known("A"));
        session(login).put("user", "zoe");
        bench.stored("A", STORED.replace("\"n\":0", "\"n\":1"));
        bench.store.calls();
        assertThat(session(login).regenerateKeepingData()).isTrue();
        assertThat(bench.store.calls()).containsExactly("get A", "set new1", "destroy A");
        assertThat(bench.stored("new1")).endsWith(",\"n\":1,\"user\":\"zoe\"}");
    }

    @Test
    void loginPressedTwiceEndsLoggedInInBothWindows() {
        bench.stored("A", STORED);
        SessionExchange one = open("A");
        SessionExchange two = open("A");
        session(two);
        assertThat(session(one).regenerateKeepingData()).isTrue();
        assertThat(session(two).regenerateKeepingData()).isFalse();
        for (SessionExchange window : new SessionExchange[] {one, two}) {
            session(window).put("user", "zoe");
            BrowserModel browser = new BrowserModel(bench.clock);
            browser.keep(window.commit().orElseThrow());
            window.finish();
            bench.request(
                    browser.next(),
                    Bench.withSession(
                            s -> assertThat(s.get("user", String.class)).hasValue("zoe")));
        }
        assertThat(session(one).id()).isNotEqualTo(session(two).id());
    }

    @Test
    void ofASessionThatEndedNothingLivesOnNotEvenWhatThisRequestMadeOfIt() {
        for (String call : new String[] {"none", "create", "replace"}) {
            bench.stored("A", STORED.replace("\"n\":0", "\"user\":\"zoe\""));
            SessionExchange exchange = open("A");
            Session session = session(exchange);
            session.put("user", session.get("user", String.class).orElseThrow() + " again");
            if (call.equals("none")) {
                bench.memory.destroy("A");
            }
            bench.store.before(name -> {
                if (name.equals(call)) {
                    bench.memory.destroy("A");
                }
            });
            assertThat(session.regenerateKeepingData()).isFalse();
            assertThat(session.id()).isNotEqualTo("A");
            assertThat(session.isNew()).isTrue();
            assertThat(session.names()).isEmpty();
            assertThat(exchange.commit())
                    .as("nothing to keep, so the browser keeps the cookie that it has")
                    .isEmpty();
            exchange.finish();
            assertThat(bench.memory.listing().orElseThrow().count()).isZero();
        }
    }

    @Test
    void afterASaveThatFoundItGoneANewIdBeginsAnEmptySession() {
        bench.stored("A", STORED);
        SessionExchange exchange = open("A");
        Session session = session(exchange);
        bench.memory.destroy("A");
        assertThatExceptionOfType(SessionGoneException.class).isThrownBy(session::save);
        assertThat(session.regenerateKeepingData()).isFalse();
        session.put("user", "zoe");
        assertThat(exchange.commit()).isPresent();
        assertThat(bench.stored("new1")).endsWith(",\"user\":\"zoe\"}").doesNotContain("\"n\"");
    }

    @Test
    void aNewIdOverTlsMakesTheCookieOfAnInsecureVisitSecureAndNeverTheOtherWayRound() {
        SessionManager manager = bench.options()
                .cookie(c -> c.secure(Secure.AUTO).sameSite(SameSite.AUTO))
                .build();
        Optional<String> visit = Bench.request(manager, Requests.plain(), Bench.withSession(s -> s.put("cart", 1)));
        assertThat(visit)
                .hasValueSatisfying(c -> assertThat(c).doesNotContain("Secure").contains("SameSite=Lax"));
        Optional<String> login =
                Bench.request(manager, known("new1").overTls(), Bench.withSession(Session::regenerateKeepingData));
        assertThat(login)
                .hasValueSatisfying(c -> assertThat(c).contains("; Secure").contains("SameSite=None"));
        assertThat(bench.stored("new2")).contains("\"secure\":true").contains("\"cart\":1");
        Bench.request(manager, known("new2"), Bench.withSession(Session::regenerateKeepingData));
        assertThat(bench.stored("new3")).contains("\"secure\":true").contains("\"sameSite\":\"none\"");
    }

    @Test
    void aNewIdLeavesACookieAloneThatWasNotLeftToTheRequest() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":null,\"secure\":false,\"sameSite\":\"lax\"}}");
        SessionManager manager = bench.options()
                .cookie(c -> c.secure(false).sameSite(SameSite.LAX))
                .build();
        Bench.request(manager, known("A").overTls(), Bench.withSession(Session::regenerateKeepingData));
        assertThat(bench.stored("new1")).contains("\"secure\":false").contains("\"sameSite\":\"lax\"");
        bench.stored("B", "{\"cookie\":{\"originalMaxAge\":null}}");
        Bench.request(
                bench.options().cookie(c -> c.secure(Secure.AUTO)).build(),
                known("B").overTls(),
                Bench.withSession(Session::regenerateKeepingData));
        assertThat(bench.stored("new2")).as("begun by Node without the option").doesNotContain("secure");
    }
}
