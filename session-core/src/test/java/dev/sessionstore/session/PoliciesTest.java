package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Outages, unreadable data, limits: what the application chose is what happens, and nothing is lost on the way. */
class PoliciesTest {

    private static final String STORED =
            "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:00.000Z\"},\"secret\":\"hunter2\"}";
    private static final String SID = "0123456789abcdefghijklmnopqrstuv";

    private final Bench bench = new Bench();
    private final LogLines log = new LogLines();

    @AfterEach
    void close() {
        log.close();
        bench.close();
    }

    @Test
    void anOutageAtLoadFailsAndTouchesNeitherSessionNorCookie() {
        bench.stored("A", STORED);
        bench.store.failOn(call -> true);
        SessionExchange exchange = bench.manager.open(known("A"));
        assertThatExceptionOfType(SessionUnavailableException.class)
                .isThrownBy(exchange::session)
                .withCauseInstanceOf(StoreUnavailableException.class);
        assertThat(exchange.commit()).isEmpty();
        exchange.finish();
        assertThat(bench.store.calls()).containsExactly("get A");
        assertThat(bench.stored("A")).isEqualTo(STORED);
    }

    @Test
    void anOutageAtLoadIsWaitedForOnceInARequestAndOverAtTheNext() {
        bench.stored("A", STORED);
        bench.store.failOn(call -> true);
        SessionExchange exchange = bench.manager.open(known("A"));
        SessionUnavailableException first = catchThrowableOfType(SessionUnavailableException.class, exchange::session);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(exchange::session).isSameAs(first);
        }
        bench.store.heal();
        assertThatThrownBy(exchange::session).as("an error page").isSameAs(first);
        assertThat(exchange.commit()).isEmpty();
        exchange.finish();
        assertThat(bench.store.calls()).containsExactly("get A");
        assertThat(bench.request(known("A"), withSession(s -> s.put("a", 1)))).isPresent();
        assertThat(bench.stored("A")).contains("\"a\":1");
    }

    @Test
    void anOutageAtLoadDoesNotDestroyEvenWithUnsetDestroy() {
        SessionManager manager = bench.options().unset(Unset.DESTROY).build();
        bench.stored("A", STORED);
        bench.store.failOn("get"::equals);
        SessionExchange exchange = manager.open(known("A"));
        assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(exchange::session);
        exchange.commit();
        exchange.finish();
        assertThat(bench.stored("A")).isEqualTo(STORED);
    }

    @Test
    void anOutageAtSaveFailsBeforeAnyCookieIsSent() {
        bench.stored("A", STORED);
        bench.store.failOn(call -> call.equals("replace") || call.equals("create"));
        for (Requests request : new Requests[] {known("A"), Requests.plain()}) {
            SessionExchange exchange = bench.manager.open(request);
            exchange.session().orElseThrow().put("a", 1);
            assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(exchange::commit);
            bench.store.calls();
            assertThat(exchange.commit()).isEmpty();
            exchange.finish();
            assertThat(bench.store.calls())
                    .as("no second try behind the application's back")
                    .isEmpty();
        }
    }

    @Test
    void aTouchThatFailsIsLoggedUnlessItWasAskedFor() {
        bench.stored("A", STORED);
        bench.store.failOn("touch"::equals);
        assertThat(bench.request(known("A"), SessionExchange::session)).isEmpty();
        assertThat(log.lines()).hasSize(1);
        bench.clock.advance(Duration.ofSeconds(1));
        bench.request(known("A"), exchange -> {});
        assertThat(log.lines()).hasSize(2);
        assertThatExceptionOfType(SessionUnavailableException.class)
                .isThrownBy(() -> bench.request(known("A"), withSession(Session::touch)));
        bench.store.failOn(call -> true);
        bench.clock.advance(Duration.ofSeconds(1));
        assertThat(bench.request(known("A"), exchange -> {})).isEmpty();
        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void aCookieIsNotRenewedWhenTheStoreCouldNotBe() {
        SessionManager manager = bench.options().rolling(true).build();
        bench.stored("A", STORED);
        bench.store.failOn("touch"::equals);
        assertThat(Bench.request(manager, known("A"), SessionExchange::session)).isEmpty();
    }

    @Test
    void goingOnWithoutASessionKeepsTheCookieAndLosesOnlyTheChanges() {
        SessionManager manager = bench.options()
                .outagePolicy(OutagePolicy.CONTINUE_WITHOUT_SESSION)
                .saveUninitialized(true)
                .rolling(true)
                .build();
        bench.stored("A", STORED);
        bench.store.failOn(call -> true);
        Optional<String> cookie = Bench.request(
                manager, known("A"), exchange -> assertThat(exchange.session()).isEmpty());
        assertThat(cookie).isEmpty();
        assertThat(bench.store.calls()).containsExactly("get A");
        assertThat(Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1))))
                .isEmpty();
        bench.store.failOn("replace"::equals);
        assertThat(Bench.request(manager, known("A"), withSession(s -> s.put("a", 1))))
                .isEmpty();
        assertThat(bench.stored("A")).isEqualTo(STORED);
        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void whatIsDoneByHandFailsUnderEitherPolicy() {
        SessionManager manager = bench.options()
                .outagePolicy(OutagePolicy.CONTINUE_WITHOUT_SESSION)
                .build();
        bench.stored("A", STORED);
        Bench.request(manager, known("A"), withSession(s -> {
            bench.store.failOn(call -> true);
            assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(s::save);
            assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(s::reload);
            assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(s::regenerate);
            assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(s::destroy);
            assertThatIllegalStateException().isThrownBy(s::names);
            bench.store.heal();
            s.destroy();
        }));
        assertThat(bench.stored("A")).isEqualTo("none");
    }

    @Test
    void whatTheStoreRefusesIsNoOutage() {
        RuntimeException refused = new StoreException("get on the recording store: wrong type");
        bench.store.before(call -> {
            throw refused;
        });
        assertThatExceptionOfType(SessionException.class)
                .isThrownBy(() -> bench.request(known("A"), SessionExchange::session))
                .withCause(refused)
                .isNotInstanceOf(SessionUnavailableException.class);
    }

    @Test
    void afterASaveThatFailedInAnOutageTheEndOfTheRequestDoesNotWaitAgain() {
        bench.stored("A", STORED);
        SessionExchange exchange = bench.manager.open(known("A"));
        Session session = exchange.session().orElseThrow();
        session.put("a", 1);
        bench.store.failOn(call -> true);
        assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(session::save);
        bench.store.calls();
        exchange.finish();
        assertThat(bench.store.calls()).as("the 503 has left").isEmpty();
        bench.store.heal();
        SessionExchange caught = bench.manager.open(known("A"));
        Session other = caught.session().orElseThrow();
        other.put("a", 2);
        bench.store.failOn(call -> true);
        assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(other::save);
        bench.store.heal();
        assertThat(caught.commit()).as("who catches it is saved all the same").isPresent();
        assertThat(bench.stored("A")).contains("\"a\":2");
    }

    @Test
    void aStoreThatIsClosedWhileRequestsRunIsAnOutage() {
        bench.stored("A", STORED);
        SessionExchange exchange = bench.manager.open(known("A"));
        exchange.session().orElseThrow().put("a", 1);
        bench.memory.close();
        assertThatExceptionOfType(SessionUnavailableException.class)
                .isThrownBy(exchange::commit)
                .withMessageContaining("closed")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThatExceptionOfType(SessionUnavailableException.class)
                .isThrownBy(() -> bench.request(known("A"), SessionExchange::session));
        SessionManager without = bench.options()
                .outagePolicy(OutagePolicy.CONTINUE_WITHOUT_SESSION)
                .build();
        assertThat(Bench.request(
                        without, known("A"), e -> assertThat(e.session()).isEmpty()))
                .isEmpty();
    }

    @Test
    void unreadableDataFailsAndStays() {
        bench.stored("A", "[1]");
        SessionExchange exchange = bench.manager.open(known("A"));
        assertThatExceptionOfType(UnreadableSessionException.class).isThrownBy(exchange::session);
        assertThat(exchange.commit()).isEmpty();
        assertThat(bench.stored("A")).isEqualTo("[1]");
        assertThat(bench.request(known("A"), untouched -> {}))
                .as("nobody looked")
                .isEmpty();
    }

    @Test
    void unreadableDataCanBeLeftForANewSession() {
        SessionManager manager =
                bench.options().unreadablePolicy(UnreadablePolicy.START_ANEW).build();
        bench.stored("A", "{\"secret\":\"hunter2\"}");
        Optional<String> cookie = Bench.request(manager, known("A"), withSession(s -> {
            assertThat(s.isNew()).isTrue();
            s.put("a", 1);
        }));
        assertThat(cookie).hasValueSatisfying(c -> assertThat(c).startsWith(Bench.cookie("new1")));
        assertThat(bench.stored("A")).as("the record stays").contains("hunter2");
        assertThat(log.lines()).hasSize(1).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void unreadableDataCanBeDestroyedByUnset() {
        SessionManager manager = bench.options().unset(Unset.DESTROY).build();
        bench.stored("A", "[1]");
        Bench.request(manager, known("A"), exchange -> {
            assertThatExceptionOfType(UnreadableSessionException.class).isThrownBy(exchange::session);
            exchange.unset();
        });
        assertThat(bench.stored("A")).isEqualTo("none");
    }

    @Test
    void dataThatBecomesUnreadableDuringAMergeIsNotOverwritten() {
        bench.stored("A", STORED);
        SessionExchange exchange = bench.manager.open(known("A"));
        exchange.session().orElseThrow().put("a", 1);
        bench.stored("A", "[1]");
        assertThatExceptionOfType(UnreadableSessionException.class)
                .isThrownBy(exchange::commit)
                .withMessage("the data of session …(1) is JSON, but no object");
        assertThat(bench.stored("A")).isEqualTo("[1]");
    }

    @Test
    void aStoreWithoutConditionalWritesIsRefusedUnlessTheLastWriteMayWin() {
        bench.store.withoutConditionalWrites();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.options().build())
                .withMessageContaining("conditional")
                .withMessageContaining("lastWriteWins");
        bench.options().lastWriteWins().build();
    }

    @Test
    void noLogLineErrorOrStringShowsDataOrAWholeSid() {
        bench.stored(SID, STORED);
        bench.store.failOn("touch"::equals);
        StringBuilder shown = new StringBuilder();
        bench.request(known(SID), withSession(s -> {
            shown.append(s);
            try {
                s.get("secret", Integer.class);
            } catch (SessionAttributeException e) {
                shown.append(stackTrace(e));
            }
        }));
        bench.store.failOn(call -> true);
        for (SessionManager manager : new SessionManager[] {
            bench.manager,
            bench.options().outagePolicy(OutagePolicy.CONTINUE_WITHOUT_SESSION).build()
        }) {
            try {
                Bench.request(manager, known(SID), SessionExchange::session);
            } catch (SessionException e) {
                shown.append(e.getMessage());
            }
        }
        bench.store.heal();
        bench.stored(SID, "{\"secret\":\"hunter2\", hunter2}");
        try {
            bench.request(known(SID), SessionExchange::session);
        } catch (SessionException e) {
            shown.append(stackTrace(e));
        }
        log.lines().forEach(shown::append);
        assertThat(shown).contains("0123…").doesNotContain("hunter2").doesNotContain(SID);
    }

    private static String stackTrace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
