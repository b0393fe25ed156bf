package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the session layer says about what it does. */
class ActivityTest {

    private static final String STORED = "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null},\"a\":1}";

    private final List<SessionActivity> activities = new ArrayList<>();
    private final Bench bench = new Bench();
    private final SessionManager manager =
            bench.options().onActivity(activities::add).mergeAttempts(2).build();

    @AfterEach
    void close() {
        bench.close();
    }

    private List<SessionActivity> activities() {
        List<SessionActivity> until = List.copyOf(activities);
        activities.clear();
        return until;
    }

    @Test
    void cookiesThatAreRefusedAreToldByWhy() {
        Bench.request(manager, Requests.plain(), SessionExchange::session);
        assertThat(activities()).as("none is none").isEmpty();
        Bench.request(manager, Requests.withCookie("connect.sid=A"), SessionExchange::session);
        assertThat(activities()).containsExactly(SessionActivity.COOKIE_MALFORMED);
        Bench.request(manager, Requests.withCookie(Bench.cookie("A").replace("A.", "B.")), SessionExchange::session);
        assertThat(activities()).containsExactly(SessionActivity.COOKIE_FORGED);
        String old = "an old secret, thirty-two bytes!";
        SessionManager rotated =
                bench.options().secret(old).onActivity(activities::add).build();
        String cookie = new Signer(List.of(old.getBytes(StandardCharsets.UTF_8))).sign("A");
        Bench.request(rotated, Requests.withCookie("connect.sid=" + cookie), SessionExchange::session);
        assertThat(activities()).containsExactly(SessionActivity.COOKIE_OF_OLD_SECRET, SessionActivity.ABSENT);
    }

    @Test
    void aSessionIsCreatedLoadedSavedRenewedAndDestroyed() {
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(activities()).containsExactly(SessionActivity.CREATED);
        Bench.request(manager, known("new1"), withSession(s -> s.put("a", 2)));
        assertThat(activities()).containsExactly(SessionActivity.LOADED, SessionActivity.SAVED);
        Bench.request(manager, known("new1"), SessionExchange::session);
        assertThat(activities()).containsExactly(SessionActivity.LOADED, SessionActivity.RENEWAL_SKIPPED);
        bench.clock.advance(Duration.ofMinutes(2));
        Bench.request(manager, known("new1"), SessionExchange::session);
        assertThat(activities()).containsExactly(SessionActivity.LOADED, SessionActivity.RENEWED);
        Bench.request(manager, known("new1"), withSession(Session::destroy));
        assertThat(activities()).containsExactly(SessionActivity.LOADED, SessionActivity.DESTROYED);
        Bench.request(manager, known("new1"), SessionExchange::session);
        assertThat(activities()).containsExactly(SessionActivity.ABSENT);
    }

    @Test
    void aSessionThatItsRequestDoesNotLookAtIsNotRead() {
        bench.stored("A", STORED);
        Bench.request(manager, known("A"), exchange -> {});
        assertThat(activities())
                .containsExactly(SessionActivity.NOT_READ, SessionActivity.LOADED, SessionActivity.RENEWED);
        Bench.request(manager, known("A"), exchange -> {});
        assertThat(activities()).containsExactly(SessionActivity.NOT_READ, SessionActivity.RENEWAL_SKIPPED);
    }

    @Test
    void aSaveThatMeetsAnotherIsMergedAndThenSaved() {
        bench.stored("A", STORED);
        Bench.request(manager, known("A"), withSession(s -> {
            s.put("a", 2);
            bench.stored("A", STORED.replace("\"a\":1", "\"b\":1"));
        }));
        assertThat(activities()).containsExactly(SessionActivity.LOADED, SessionActivity.MERGED, SessionActivity.SAVED);
    }

    @Test
    void aSaveThatOthersAlwaysOvertakeIsAConflict() {
        bench.stored("A", STORED);
        bench.store.before(call -> {
            if (call.equals("replace")) {
                bench.stored("A", STORED.replace("\"a\":1", "\"b\":" + System.nanoTime()));
            }
        });
        assertThatExceptionOfType(SessionConflictException.class)
                .isThrownBy(() -> Bench.request(manager, known("A"), withSession(s -> s.put("a", 2))));
        assertThat(activities())
                .containsExactly(
                        SessionActivity.LOADED,
                        SessionActivity.MERGED,
                        SessionActivity.MERGED,
                        SessionActivity.CONFLICT);
    }

    @Test
    void aSessionThatEndsMeanwhileIsGone() {
        bench.stored("A", STORED);
        Bench.request(manager, known("A"), withSession(s -> {
            s.put("a", 2);
            bench.memory.destroy("A");
        }));
        assertThat(activities()).containsExactly(SessionActivity.LOADED, SessionActivity.GONE);
    }

    @Test
    void whatIsNoSessionIsUnreadable() {
        bench.stored("A", "[1]");
        assertThatExceptionOfType(UnreadableSessionException.class)
                .isThrownBy(() -> Bench.request(manager, known("A"), SessionExchange::session));
        assertThat(activities()).containsExactly(SessionActivity.UNREADABLE);
    }

    @Test
    void aListenerThatThrowsHarmsNoRequestAndNoOtherListener() {
        bench.stored("A", STORED);
        SessionManager careful = bench.options()
                .onActivity(activity -> {
                    throw new IllegalStateException("a bug");
                })
                .onActivity(activities::add)
                .build();
        try (LogLines log = new LogLines()) {
            Bench.request(careful, known("A"), withSession(s -> s.put("a", 2)));
            assertThat(activities()).containsExactly(SessionActivity.LOADED, SessionActivity.SAVED);
            assertThat(bench.stored("A")).contains("\"a\":2");
            assertThat(log.lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("a bug"));
        }
    }
}
