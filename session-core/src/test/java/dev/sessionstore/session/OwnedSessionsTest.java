package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application lists and ends of an owner's sessions. */
class OwnedSessionsTest {

    private final Bench bench = new Bench(builder -> builder.owner(session -> session.get("user", String.class)));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void sessionsAreListedInTheOrderOfTheirLoginWithWhatTheApplicationStored() {
        login("zoe", "phone");
        bench.clock.advance(Duration.ofMinutes(1));
        login("zoe", "laptop");
        login("amy", "tablet");
        bench.request(known("new2"), withSession(current -> {
            List<OwnedSession> sessions = bench.manager.sessionsOf("zoe", current);
            assertThat(sessions)
                    .extracting(s -> s.get("device", String.class).orElseThrow())
                    .containsExactly("phone", "laptop");
            assertThat(sessions).extracting(OwnedSession::isCurrent).containsExactly(false, true);
            assertThat(sessions.get(0).createdAt())
                    .contains(bench.clock.instant().minus(Duration.ofMinutes(1)));
            assertThat(sessions.get(1).expiresAt())
                    .contains(bench.clock.instant().plus(Duration.ofDays(1)));
            assertThat(sessions.get(0).getJson("device")).contains("\"phone\"");
        }));
    }

    @Test
    void theBeginningIsRecordedAtTheLoginAndInNobodyElsesSession() {
        bench.request(Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(bench.stored("new1")).doesNotContain("_created");
        bench.clock.advance(Duration.ofMinutes(1));
        long login = bench.clock.millis();
        bench.request(known("new1"), withSession(s -> s.put("user", "zoe")));
        bench.clock.advance(Duration.ofMinutes(1));
        bench.request(known("new1"), withSession(s -> s.put("a", 2)));
        assertThat(bench.stored("new1")).contains("\"_created\":" + login);
        bench.request(known("new1"), withSession(s -> s.regenerateKeepingData()));
        assertThat(bench.stored("new2")).contains("\"_created\":" + login);
    }

    @Test
    void noIdShowsWhatGetsSomebodyIntoASession() {
        login("zoe", "phone");
        OwnedSession session = bench.manager.sessionsOf("zoe", null).get(0);
        assertThat(session.id()).hasSize(22).isNotEqualTo("new1");
        assertThat(session.toString()).doesNotContain("new1").doesNotContain("phone");
        bench.request(
                known(session.id()), withSession(s -> assertThat(s.isNew()).isTrue()));
    }

    @Test
    void loggingOutTheOthersSparesTheCurrentOneAndOtherOwners() {
        login("zoe", "phone");
        login("zoe", "laptop");
        login("zoe", "tablet");
        login("amy", "phone");
        bench.request(
                known("new2"),
                withSession(
                        s -> assertThat(bench.manager.destroyAllOf("zoe", s)).isEqualTo(2)));
        bench.request(known("new1"), withSession(s -> assertThat(s.isNew()).isTrue()));
        bench.request(known("new2"), withSession(s -> assertThat(s.isNew()).isFalse()));
        bench.request(known("new4"), withSession(s -> assertThat(s.isNew()).isFalse()));
        assertThat(bench.manager.destroyAllOf("zoe", null)).isEqualTo(1);
        assertThat(bench.manager.sessionsOf("zoe", null)).isEmpty();
    }

    @Test
    void aRequestUnderWayDoesNotBringBackASessionThatWasLoggedOutFromElsewhere() {
        login("zoe", "phone");
        bench.request(known("new1"), withSession(s -> {
            assertThat(bench.manager.destroyAllOf("zoe", null)).isEqualTo(1);
            s.put("a", 1);
        }));
        assertThat(bench.stored("new1")).isEqualTo("none");
        assertThat(bench.manager.sessionsOf("zoe", null)).isEmpty();
    }

    @Test
    void oneSessionIsEndedByItsRedactedIdAndOnlyByItsOwner() {
        login("zoe", "phone");
        login("zoe", "laptop");
        login("amy", "phone");
        String phone = bench.manager.sessionsOf("zoe", null).get(0).id();
        assertThat(bench.manager.destroyOf("amy", phone)).isFalse();
        assertThat(bench.manager.destroyOf("zoe", phone)).isTrue();
        assertThat(bench.manager.destroyOf("zoe", phone)).isFalse();
        assertThat(bench.manager.sessionsOf("zoe", null))
                .extracting(s -> s.get("device", String.class).orElseThrow())
                .containsExactly("laptop");
    }

    @Test
    void aSessionWhoseLoginIsNotWrittenYetIsNotListed() {
        bench.request(Requests.plain(), withSession(s -> s.put("a", 1)));
        bench.memory
                .owners()
                .orElseThrow()
                .bind("new1", "zoe", bench.clock.instant().plusSeconds(60));
        assertThat(bench.manager.sessionsOf("zoe", null)).isEmpty();
        bench.request(known("new1"), withSession(s -> s.put("user", "zoe")));
        assertThat(bench.manager.sessionsOf("zoe", null)).hasSize(1);
    }

    @Test
    void anUnreadableSessionIsListedSoThatItCanBeEnded() {
        bench.stored("A", "[1");
        bench.memory
                .owners()
                .orElseThrow()
                .bind("A", "zoe", bench.clock.instant().plusSeconds(60));
        OwnedSession session = bench.manager.sessionsOf("zoe", null).get(0);
        assertThat(session.isReadable()).isFalse();
        assertThat(session.createdAt()).isEmpty();
        assertThat(session.get("device", String.class)).isEmpty();
        assertThat(bench.manager.destroyOf("zoe", session.id())).isTrue();
    }

    @Test
    void reindexFindsTheSessionsThatWereThereBefore() {
        for (int i = 0; i < 20; i++) {
            bench.stored("A" + i, "{\"cookie\":{},\"user\":\"" + (i % 2 == 0 ? "zoe" : "amy") + "\"}");
        }
        bench.stored("nobody", "{\"cookie\":{}}");
        bench.stored("odd", "[1");
        assertThat(bench.manager.sessionsOf("zoe", null)).isEmpty();
        assertThat(bench.manager.reindex()).isEqualTo(20);
        assertThat(bench.manager.reindex()).isEqualTo(20);
        assertThat(bench.manager.sessionsOf("zoe", null)).hasSize(10);
        assertThat(bench.manager.destroyAllOf("amy", null)).isEqualTo(10);
    }

    /** As an application in Node may store it. */
    @Test
    void aSessionWhoseUserTheFunctionCannotReadIsPassedOverByReindexAndCanBeEnded() {
        bench.stored("odd", "{\"cookie\":{},\"user\":{\"name\":\"zoe\"}}");
        bench.stored("empty", "{\"cookie\":{},\"user\":\"\"}");
        bench.stored("A", "{\"cookie\":{},\"user\":\"zoe\"}");
        assertThat(bench.manager.reindex()).isEqualTo(1);
        bench.memory
                .owners()
                .orElseThrow()
                .bind("odd", "zoe", bench.clock.instant().plusSeconds(60));
        assertThat(bench.manager.sessionsOf("zoe", null)).hasSize(2);
        assertThat(bench.manager.destroyAllOf("zoe", null)).isEqualTo(2);
        assertThat(bench.stored("odd")).isEqualTo("none");
    }

    @Test
    void aFunctionThatFailsForAnotherReasonEndsNoSession() {
        boolean[] fails = new boolean[1];
        try (Bench other = new Bench(builder -> builder.owner(session -> {
            if (fails[0]) {
                throw new IllegalStateException("mine");
            }
            return session.get("user", String.class);
        }))) {
            other.request(Requests.plain(), withSession(s -> s.put("user", "zoe")));
            fails[0] = true;
            assertThatThrownBy(() -> other.manager.destroyAllOf("zoe", null)).isInstanceOf(SessionException.class);
            assertThatThrownBy(() -> other.manager.reindex()).isInstanceOf(SessionException.class);
            assertThat(other.stored("new1")).contains("zoe");
        }
    }

    @Test
    void withoutTheOptionOwnerThereIsNothingToList() {
        try (Bench other = new Bench()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> other.manager.sessionsOf("zoe", null))
                    .withMessageContaining("option owner");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.options()
                            .maxSessionsPerOwner(3, OwnerLimit.REFUSE)
                            .build())
                    .withMessageContaining("maxSessionsPerOwner")
                    .withMessageContaining("owner");
        }
    }

    @Test
    void aStoreThatIsDownIsAnErrorAndNeverAnEmptyList() {
        login("zoe", "phone");
        bench.store.failOn(name -> name.equals("sids") || name.equals("destroyAll"));
        assertThatThrownBy(() -> bench.manager.sessionsOf("zoe", null)).isInstanceOf(SessionUnavailableException.class);
        assertThatThrownBy(() -> bench.manager.destroyAllOf("zoe", null))
                .isInstanceOf(SessionUnavailableException.class);
        bench.store.failOn("get"::equals);
        assertThatThrownBy(() -> bench.manager.sessionsOf("zoe", null)).isInstanceOf(SessionUnavailableException.class);
    }

    @Test
    void anOwnerThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> bench.manager.sessionsOf("", null));
        assertThatIllegalArgumentException().isThrownBy(() -> bench.manager.destroyAllOf("x".repeat(1025), null));
        assertThat(Optional.of(bench.manager.destroyAllOf("nobody", null))).contains(0);
    }

    private void login(String user, String device) {
        bench.request(Requests.plain(), withSession(s -> s.put("user", user).put("device", device)));
    }
}
