package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Express does not have: a largest size, an absolute lifetime, hashed ids. */
class LimitsTest {

    private static final String STORED =
            "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":\"2026-11-21T07:46:00.000Z\"},\"secret\":\"hunter2\"}";
    private static final String SID = "0123456789abcdefghijklmnopqrstuv";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
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
                .cookie(c -> c.maxAge(Duration.ofMinutes(30)).secure(Secure.OMIT))
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
    void aBeginningThatIsNoInstantOfThePastDoesNotSwitchTheAbsoluteLifetimeOff() {
        SessionManager manager = bench.options()
                .absoluteLifetime(Duration.ofHours(1))
                .idleTimeout(Duration.ofDays(1))
                .build();
        for (String created : new String[] {"\"yesterday\"", "true", "{}", "[1]", "null", "1e999", "9e15"}) {
            Instant first = bench.clock.instant();
            bench.stored("A", "{\"cookie\":{},\"_created\":" + created + "}");
            Bench.request(
                    manager, known("A"), withSession(s -> assertThat(s.names()).isEmpty()));
            assertThat(expiresAt("A")).as(created).isEqualTo(first.plus(Duration.ofHours(1)));
            assertThat(bench.stored("A")).as("counted from now on").contains("\"_created\":" + first.toEpochMilli());
            bench.clock.advance(Duration.ofMinutes(40));
            Bench.request(manager, known("A"), withSession(s -> s.put("a", 1)));
            assertThat(expiresAt("A")).isEqualTo(first.plus(Duration.ofHours(1)));
        }
    }

    @Test
    void aBeginningThatNodeWroteAsADateCounts() {
        SessionManager manager =
                bench.options().absoluteLifetime(Duration.ofHours(1)).build();
        bench.stored("A", "{\"cookie\":{},\"_created\":\"2026-11-21T07:00:00.000Z\"}");
        Bench.request(
                manager,
                known("A"),
                withSession(s -> assertThat(s.createdAt()).hasValue(Instant.parse("2026-11-21T07:00:00Z"))));
        assertThat(expiresAt("A")).isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
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

    private Instant expiresAt(String sid) {
        return bench.memory.listing().orElseThrow().expiresAt(sid).orElseThrow();
    }
}
