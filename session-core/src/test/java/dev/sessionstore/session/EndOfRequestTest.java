package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may still happen after the response has begun, after the session ended, and to the cookie alone. */
class EndOfRequestTest {

    private static final String STORED =
            "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:00.000Z\",\"httpOnly\":true,\"path\":\"/\"},\"a\":1}";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aChangeAfterTheResponseBeganIsSavedForASessionThatTheBrowserHas() {
        bench.stored("A", STORED);
        SessionExchange exchange = bench.manager.open(known("A"));
        Session session = exchange.session().orElseThrow();
        session.put("early", 1);
        exchange.commit();
        session.put("late", 2);
        exchange.finish();
        assertThat(bench.stored("A")).endsWith(",\"a\":1,\"early\":1,\"late\":2}");
        assertThat(bench.store.calls()).containsExactly("get A", "replace A", "replace A");
    }

    @Test
    void aSessionThatBeganWithTheResponseMayChangeLate() {
        SessionExchange exchange = bench.manager.open(Requests.plain());
        exchange.session().orElseThrow().put("early", 1);
        assertThat(exchange.commit()).isPresent();
        exchange.session().orElseThrow().put("late", 2);
        exchange.finish();
        assertThat(bench.stored("new1")).endsWith(",\"early\":1,\"late\":2}");
    }

    @Test
    void aSessionCannotBeginOrChangeItsIdAfterTheResponseBegan() {
        SessionExchange exchange = bench.manager.open(Requests.plain());
        exchange.commit();
        Session session = exchange.session().orElseThrow();
        assertThat(session.names()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> session.put("a", 1)).withMessageContaining("begun");
        assertThatIllegalStateException().isThrownBy(session::save);
        exchange.finish();
        bench.stored("A", STORED);
        SessionExchange known = bench.manager.open(known("A"));
        known.commit();
        Session late = known.session().orElseThrow();
        assertThatIllegalStateException().isThrownBy(late::regenerate);
        assertThatIllegalStateException().isThrownBy(late::regenerateKeepingData);
        late.put("a", 2);
        known.finish();
        assertThat(bench.stored("A")).endsWith(",\"a\":2}");
        assertThat(bench.memory.listing().orElseThrow().count()).isEqualTo(1);
    }

    @Test
    void aLateDestroyOrUnsetCountsToo() {
        SessionManager manager = bench.options().unset(Unset.DESTROY).build();
        for (boolean unset : new boolean[] {true, false}) {
            bench.stored("late-" + unset, STORED);
            SessionExchange exchange = manager.open(known("late-" + unset));
            Session session = exchange.session().orElseThrow();
            session.put("b", 1);
            exchange.commit();
            if (unset) {
                exchange.unset();
            } else {
                session.destroy();
            }
            exchange.finish();
            assertThat(bench.stored("late-" + unset)).isEqualTo("none");
        }
    }

    @Test
    void finishingWithoutACommitSavesWhatNeedsNoCookie() {
        bench.stored("A", STORED);
        SessionExchange known = bench.manager.open(known("A"));
        known.session().orElseThrow().put("b", 1);
        known.finish();
        assertThat(bench.stored("A")).contains("\"b\":1");
        SessionExchange fresh = bench.manager.open(Requests.plain());
        fresh.session().orElseThrow().put("b", 1);
        fresh.finish();
        assertThat(bench.stored("new1")).isEqualTo("none");
    }

    @Test
    void afterTheRequestTheSessionIsReadOnly() {
        bench.stored("A", STORED);
        SessionExchange exchange = bench.manager.open(known("A"));
        Session session = exchange.session().orElseThrow();
        exchange.commit();
        exchange.finish();
        assertThat(session.get("a", Integer.class)).hasValue(1);
        assertThatIllegalStateException().isThrownBy(() -> session.put("a", 2)).withMessageContaining("ended");
        assertThatIllegalStateException().isThrownBy(() -> session.remove("a"));
        assertThatIllegalStateException().isThrownBy(session::touch);
    }

    @Test
    void afterDestroyEverythingButTheIdIsRefused() {
        bench.stored("A", STORED);
        bench.request(known("A"), exchange -> {
            Session session = exchange.session().orElseThrow();
            session.destroy();
            session.destroy();
            assertThat(exchange.session()).isEmpty();
            assertThat(session.id()).isEqualTo("A");
            assertThatIllegalStateException().isThrownBy(session::names).withMessageContaining("destroyed");
            assertThatIllegalStateException().isThrownBy(() -> session.put("a", 1));
            assertThatIllegalStateException().isThrownBy(session::cookie);
            assertThatIllegalStateException().isThrownBy(session::toJson);
            assertThatIllegalStateException().isThrownBy(session::regenerate);
            exchange.unset();
        });
        assertThat(bench.stored("A")).isEqualTo("none");
        assertThat(bench.memory.listing().orElseThrow().count()).isZero();
    }

    @Test
    void afterUnsetEverythingButTheIdIsRefused() {
        bench.stored("A", STORED);
        bench.request(known("A"), exchange -> {
            Session session = exchange.session().orElseThrow();
            session.put("a", 2);
            exchange.unset();
            assertThatIllegalStateException().isThrownBy(session::names).withMessageContaining("unset");
        });
        assertThat(bench.stored("A")).isEqualTo(STORED);
    }

    @Test
    void regenerateGivesANewIdAndDropsTheData() {
        bench.stored("A", STORED);
        bench.request(known("A"), withSession(s -> {
            s.put("b", 1).cookie().maxAge(Duration.ofDays(9));
            s.regenerate();
            assertThat(s.id()).isEqualTo("new1");
            assertThat(s.isNew()).isTrue();
            assertThat(s.names()).isEmpty();
            assertThat(s.cookie().originalMaxAge()).isEmpty();
            s.put("c", 1);
        }));
        assertThat(bench.store.calls()).containsExactly("get A", "destroy A", "create new1");
    }

    @Test
    void reloadTakesWhatIsStoredNow() {
        bench.stored("A", STORED);
        bench.request(known("A"), withSession(s -> {
            s.put("b", 1).cookie().path("/x");
            bench.stored("A", STORED.replace("\"a\":1", "\"a\":7"));
            s.reload();
            assertThat(s.get("a", Integer.class)).hasValue(7);
            assertThat(s.contains("b")).isFalse();
            assertThat(s.cookie().path()).hasValue("/");
        }));
        assertThat(bench.stored("A")).contains("\"a\":7");
    }

    @Test
    void aFailedReloadDropsNothing() {
        bench.request(Requests.plain(), withSession(s -> {
            s.put("a", 1);
            assertThatExceptionOfType(SessionGoneException.class).isThrownBy(s::reload);
            assertThat(s.get("a", Integer.class)).hasValue(1);
        }));
        bench.request(known("new1"), withSession(s -> {
            s.put("b", 1);
            bench.store.failOn("get"::equals);
            assertThatExceptionOfType(SessionUnavailableException.class).isThrownBy(s::reload);
            bench.store.heal();
        }));
        assertThat(bench.stored("new1")).endsWith(",\"a\":1,\"b\":1}");
    }

    @Test
    void aChangeOfTheCookieAloneIsSavedWhenItIsMarked() {
        bench.stored("A", STORED);
        assertThat(bench.request(known("A"), withSession(s -> s.cookie().maxAge(Duration.ofHours(1)))))
                .isEmpty();
        assertThat(bench.stored("A")).isEqualTo(STORED);
        assertThat(bench.request(known("A"), withSession(s -> {
                    s.cookie().maxAge(Duration.ofHours(1));
                    s.markChanged();
                })))
                .hasValueSatisfying(c -> assertThat(c).contains("Expires=Sat, 21 Nov 2026 08:45:14 GMT"));
        assertThat(bench.stored("A")).contains("\"originalMaxAge\":3600000");
    }

    @Test
    void theCookieCanBeReadAndChanged() {
        bench.request(Requests.plain().overTls(), withSession(s -> {
            SessionCookie cookie = s.cookie();
            assertThat(cookie.maxAge()).isEmpty();
            assertThat(cookie.sameSite()).isEqualTo(SameSite.OMIT);
            cookie.maxAge(Duration.ofMinutes(1))
                    .path("/p")
                    .domain("d.example")
                    .httpOnly(false)
                    .secure(true)
                    .sameSite(SameSite.STRICT)
                    .priority(CookiePriority.LOW)
                    .partitioned(true);
            assertThat(cookie.maxAge()).hasValue(Duration.ofMinutes(1));
            assertThat(cookie.originalMaxAge()).hasValue(Duration.ofMinutes(1));
            assertThat(cookie.expires()).hasValue(Instant.parse("2026-11-21T07:46:14.250Z"));
            assertThat(cookie.path()).hasValue("/p");
            assertThat(cookie.domain()).hasValue("d.example");
            assertThat(cookie.httpOnly()).isFalse();
            assertThat(cookie.secure()).isTrue();
            assertThat(cookie.sameSite()).isEqualTo(SameSite.STRICT);
            assertThat(cookie.priority()).hasValue(CookiePriority.LOW);
            assertThat(cookie.partitioned()).isTrue();
            assertThatIllegalArgumentException().isThrownBy(() -> cookie.sameSite(SameSite.AUTO));
            assertThatIllegalArgumentException().isThrownBy(() -> cookie.path("p"));
            assertThatIllegalArgumentException().isThrownBy(() -> cookie.domain("-"));
            s.put("a", 1);
        }));
        assertThat(bench.stored("new1"))
                .startsWith("{\"cookie\":{\"originalMaxAge\":60000,\"partitioned\":true,\"priority\":\"low\","
                        + "\"expires\":\"2026-11-21T07:46:14.250Z\",\"secure\":true,\"httpOnly\":false,"
                        + "\"domain\":\"d.example\",\"path\":\"/p\",\"sameSite\":\"strict\"}");
        bench.request(known("new1").at("/p"), withSession(s -> {
            s.cookie()
                    .expires(null)
                    .path(null)
                    .domain(null)
                    .sameSite(SameSite.OMIT)
                    .priority(null)
                    .expires(Instant.parse("2026-11-21T07:45:16.250Z"));
            s.markChanged();
        }));
        assertThat(bench.stored("new1"))
                .startsWith("{\"cookie\":{\"originalMaxAge\":2000,\"partitioned\":true,"
                        + "\"expires\":\"2026-11-21T07:45:16.250Z\",\"secure\":true,\"httpOnly\":false,\"path\":null}");
    }

    @Test
    void aLifetimeOfNothingLeavesNothing() {
        SessionManager manager = bench.options()
                .cookie(c -> c.maxAge(Duration.ZERO).secure(Secure.OMIT))
                .build();
        assertThat(Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1))))
                .hasValueSatisfying(c -> assertThat(c).contains("Expires=Sat, 21 Nov 2026 07:45:14 GMT"));
        assertThat(bench.memory.listing().orElseThrow().count()).isZero();
    }
}
