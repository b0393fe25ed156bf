package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
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
    void anOutageAtLoadIsOverWhenTheStoreIsBack() {
        bench.stored("A", STORED);
        bench.store.failOn(call -> true);
        SessionExchange exchange = bench.manager.open(known("A"));
        assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(exchange::session);
        bench.store.heal();
        exchange.session().orElseThrow().put("a", 1);
        assertThat(exchange.commit()).isPresent();
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
        bench.request(known("A"), exchange -> {});
        assertThat(log.lines()).hasSize(2);
        assertThatExceptionOfType(SessionUnavailableException.class)
                .isThrownBy(() -> bench.request(known("A"), withSession(Session::touch)));
        bench.store.failOn(call -> true);
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
        assertThatExceptionOfType(UnreadableSessionException.class).isThrownBy(exchange::commit);
        assertThat(bench.stored("A")).isEqualTo("[1]");
    }

    @Test
    void aSessionThatIsTooLargeIsNotSavedAndWhatWasStoredStays() {
        SessionManager manager = bench.options().maxSize(STORED.length() + 50).build();
        bench.stored("A", STORED);
        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> Bench.request(manager, known("A"), withSession(s -> s.put("a", "ä".repeat(60)))))
                .withMessageContaining("maxSize")
                .withMessageContaining(String.valueOf(STORED.length() + 50));
        assertThat(bench.stored("A")).isEqualTo(STORED);
        assertThat(bench.store.calls()).containsExactly("get A");
        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() ->
                        Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", "x".repeat(200)))));
    }

    @Test
    void theSizeIsCountedInUtf8Bytes() {
        Bench.request(bench.options().maxSize(78 + 8).build(), Requests.plain(), withSession(s -> s.put("a", "€")));
        assertThat(bench.stored("new1").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSize(86);
        assertThatExceptionOfType(SessionTooLargeException.class)
                .isThrownBy(() -> Bench.request(
                        bench.options().maxSize(85).build(), Requests.plain(), withSession(s -> s.put("a", "€"))));
    }

    @Test
    void theAbsoluteLifetimeCapsEveryExpiry() {
        SessionManager manager = bench.options()
                .absoluteLifetime(Duration.ofHours(1))
                .touchEvery(Duration.ZERO)
                .rolling(true)
                .cookie(c -> c.maxAge(Duration.ofMinutes(30)).secure(Secure.NOT_GIVEN))
                .build();
        Instant begin = bench.clock.instant();
        Instant end = begin.plus(Duration.ofHours(1));
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(bench.stored("new1")).endsWith(",\"a\":1,\"_created\":" + begin.toEpochMilli() + "}");
        assertThat(expiresAt("new1")).isEqualTo(begin.plus(Duration.ofMinutes(30)));
        bench.clock.advance(Duration.ofMinutes(20));
        Bench.request(manager, known("new1"), withSession(s -> s.put("a", 2)));
        bench.clock.advance(Duration.ofMinutes(20));
        Optional<String> cookie = Bench.request(manager, known("new1"), withSession(s -> {
            assertThat(s.createdAt()).hasValue(begin);
            assertThat(s.expiresAt()).isEqualTo(end);
            assertThat(s.names()).containsExactly("a");
        }));
        assertThat(cookie).hasValueSatisfying(c -> assertThat(c).contains("Expires=Sat, 21 Nov 2026 08:45:14 GMT"));
        assertThat(expiresAt("new1")).as("a touch").isEqualTo(end);
        bench.store.calls();
        Bench.request(
                bench.options()
                        .absoluteLifetime(Duration.ofHours(1))
                        .touchEvery(Duration.ZERO)
                        .build(),
                known("new1"),
                exchange -> {});
        assertThat(expiresAt("new1")).as("a request that never looks").isEqualTo(end);
        Bench.request(manager, known("new1"), withSession(s -> s.put("a", 3)));
        assertThat(expiresAt("new1")).as("a save").isEqualTo(end);
        assertThat(bench.stored("new1")).contains("\"expires\":\"2026-11-21T08:45:14.250Z\"");
        Bench.request(manager, known("new1"), withSession(Session::regenerateKeepingData));
        assertThat(expiresAt("new2")).as("a new id for the same data").isEqualTo(end);
    }

    @Test
    void aSessionBeyondItsAbsoluteLifetimeIsGoneEvenIfNodeProlongedIt() {
        SessionManager manager =
                bench.options().absoluteLifetime(Duration.ofHours(1)).build();
        long created = bench.clock.instant().minus(Duration.ofHours(1)).toEpochMilli();
        bench.stored("A", "{\"cookie\":{},\"_created\":" + created + "}");
        Bench.request(
                manager, known("A"), withSession(s -> assertThat(s.isNew()).isTrue()));
        assertThat(bench.stored("A")).isEqualTo("none");
    }

    @Test
    void withoutDataTheAbsoluteLifetimeBeginsAnew() {
        SessionManager manager =
                bench.options().absoluteLifetime(Duration.ofHours(1)).build();
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1)));
        bench.clock.advance(Duration.ofMinutes(50));
        Bench.request(manager, known("new1"), withSession(Session::regenerate));
        assertThat(expiresAt("new2")).isEqualTo(bench.clock.instant().plus(Duration.ofHours(1)));
    }

    @Test
    void aSessionOfNodeCountsFromTheFirstSaveOfJava() {
        SessionManager manager =
                bench.options().absoluteLifetime(Duration.ofHours(1)).build();
        bench.stored("A", STORED);
        Bench.request(
                manager, known("A"), withSession(s -> assertThat(s.createdAt()).isEmpty()));
        assertThat(bench.stored("A")).isEqualTo(STORED);
        Bench.request(manager, known("A"), withSession(s -> s.put("a", 1)));
        assertThat(bench.stored("A")).endsWith(",\"_created\":" + bench.clock.millis() + "}");
    }

    @Test
    void creationIsRecordedWhereThatIsAskedFor() {
        bench.request(Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(bench.stored("new1")).doesNotContain("_created");
        Bench.request(bench.options().recordCreation().build(), Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(bench.stored("new2")).contains("_created");
    }

    @Test
    void hashedSidsAreNotInTheStore() {
        SessionManager manager =
                bench.options().hashSids().genid(request -> SID).build();
        Optional<String> cookie = Bench.request(manager, Requests.plain(), withSession(s -> {
            assertThat(s.id()).isEqualTo(SID);
            s.put("a", 1);
        }));
        assertThat(cookie).hasValueSatisfying(c -> assertThat(c).startsWith(Bench.cookie(SID)));
        // sha256 of the sid in base64url, computed by Node's crypto
        assertThat(bench.memory.listing().orElseThrow().sids())
                .containsExactly("czN_R5_hcNc-U-JH8wUuQkPMnCoP-mIYU9k4XGGe-3c");
        Bench.request(
                manager,
                known(SID),
                withSession(s -> assertThat(s.get("a", Integer.class)).hasValue(1)));
        Bench.request(manager, known(SID), withSession(Session::destroy));
        assertThat(bench.memory.listing().orElseThrow().count()).isZero();
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
        StringBuilder told = new StringBuilder();
        bench.request(known(SID), withSession(s -> {
            told.append(s);
            try {
                s.get("secret", Integer.class);
            } catch (SessionAttributeException e) {
                told.append(stackTrace(e));
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
                told.append(e.getMessage());
            }
        }
        bench.store.heal();
        bench.stored(SID, "{\"secret\":\"hunter2\", hunter2}");
        try {
            bench.request(known(SID), SessionExchange::session);
        } catch (SessionException e) {
            told.append(stackTrace(e));
        }
        log.lines().forEach(told::append);
        assertThat(told).contains("0123…").doesNotContain("hunter2").doesNotContain(SID);
    }

    private static String stackTrace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private Instant expiresAt(String sid) {
        return bench.memory.listing().orElseThrow().expiresAt(sid).orElseThrow();
    }
}
