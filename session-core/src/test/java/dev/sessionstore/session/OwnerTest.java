package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the index of owners is called, and that no live session is missing in it. */
class OwnerTest {

    private static final String ZOE = "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null},\"user\":\"zoe\"}";
    private static final String NOBODY = "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null}}";

    private final Bench bench = new Bench(builder -> builder.owner(session -> session.get("user", String.class)));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aLoginBindsBeforeTheSessionIsWritten() {
        login("zoe");
        assertThat(bench.store.calls()).containsExactly("bind new1", "create new1");
        bench.stored("A", NOBODY);
        bench.request(known("A"), withSession(s -> s.put("user", "zoe")));
        assertThat(bench.store.calls()).containsExactly("get A", "bind A", "replace A");
        assertThat(sids("zoe")).containsExactly("new1", "A");
    }

    @Test
    void noOtherRequestCallsTheIndex() {
        bench.request(Requests.plain(), withSession(s -> s.put("a", 1)));
        assertThat(bench.store.calls()).containsExactly("create new1");
        bench.stored("A", NOBODY);
        bench.request(known("A"), withSession(s -> s.put("a", 1)));
        bench.request(known("A"), withSession(Session::destroy));
        assertThat(bench.store.calls()).containsExactly("get A", "replace A", "get A", "destroy A");
        login("zoe");
        bench.store.calls();
        bench.request(known("new2"), withSession(s -> s.put("a", 1)));
        bench.request(known("new2"), withSession(s -> s.get("a", Integer.class)));
        bench.request(known("new2"), exchange -> {});
        assertThat(bench.store.calls()).containsExactly("get new2", "replace new2", "get new2");
    }

    @Test
    void aRenewalRenewsTheEntryOnceInTouchEvery() {
        bench.stored("A", ZOE);
        bench.request(known("A"), withSession(s -> s.get("user", String.class)));
        assertThat(bench.store.calls()).containsExactly("get A", "bind A", "touch A");
        for (int i = 0; i < 5; i++) {
            bench.clock.advance(Duration.ofSeconds(11));
            bench.request(known("A"), withSession(s -> s.update("n", Integer.class, n -> n.orElse(0) + 1)));
            assertThat(bench.store.calls()).as("a save within touchEvery").containsExactly("get A", "replace A");
        }
        bench.clock.advance(Duration.ofSeconds(11));
        bench.request(known("A"), withSession(s -> s.update("n", Integer.class, n -> n.orElse(0) + 1)));
        assertThat(bench.store.calls()).containsExactly("get A", "bind A", "replace A");
    }

    @Test
    void aSessionThatIsUsedForDaysStaysListedAsLongAsItLives() {
        login("zoe");
        for (int minute = 0; minute < 3 * 24 * 60; minute += 7) {
            bench.clock.advance(Duration.ofMinutes(7));
            int now = minute;
            Consumer<Session> use = now % 2 == 0 ? s -> s.get("user", String.class) : s -> s.put("n", now);
            bench.request(known("new1"), withSession(use));
            assertThat(sids("zoe")).containsExactly("new1");
        }
        Instant expiry = bench.memory.listing().orElseThrow().expiresAt("new1").orElseThrow();
        bench.clock.advance(Duration.between(bench.clock.instant(), expiry.minusMillis(1)));
        assertThat(sids("zoe")).containsExactly("new1");
        bench.clock.advance(Duration.ofMillis(1));
        assertThat(sids("zoe")).isEmpty();
    }

    @Test
    void aRequestThatDidNotLookRenewsTheEntryWithTheSession() {
        bench.stored("A", ZOE);
        bench.request(known("A"), exchange -> {});
        assertThat(bench.store.calls()).containsExactly("get A", "bind A", "touch A");
        bench.request(known("A"), exchange -> {});
        assertThat(bench.store.calls()).isEmpty();
    }

    @Test
    void aLogoutUnbinds() {
        login("zoe");
        bench.store.calls();
        bench.request(known("new1"), withSession(Session::destroy));
        assertThat(bench.store.calls()).containsExactly("get new1", "destroy new1", "unbind new1");
        login("zoe");
        bench.store.calls();
        bench.request(known("new2"), withSession(s -> s.remove("user")));
        assertThat(bench.store.calls())
                .as("to unbind a live session could meet its next login")
                .containsExactly("get new2", "replace new2");
        assertThat(bench.manager.sessionsOf("zoe", null)).isEmpty();
    }

    @Test
    void anotherUserInTheSameSessionTakesItOver() {
        login("zoe");
        bench.store.calls();
        bench.request(known("new1"), withSession(s -> s.put("user", "amy")));
        assertThat(bench.store.calls()).containsExactly("get new1", "bind new1", "replace new1");
        assertThat(bench.manager.sessionsOf("zoe", null)).isEmpty();
        assertThat(bench.manager.sessionsOf("amy", null)).hasSize(1);
        bench.clock.advance(Duration.ofMinutes(2));
        assertThat(bench.manager.destroyAllOf("zoe", null))
                .as("the session is amy's")
                .isZero();
        assertThat(sids("zoe")).as("listing removes what is not zoe's").isEmpty();
        assertThat(sids("amy")).containsExactly("new1");
    }

    @Test
    void regenerateMovesTheEntry() {
        login("zoe");
        bench.store.calls();
        bench.request(known("new1"), withSession(Session::regenerateKeepingData));
        assertThat(bench.store.calls())
                .containsExactly("get new1", "bind new2", "create new2", "replace new1", "unbind new1");
        assertThat(sids("zoe")).containsExactly("new2");
        bench.request(known("new2"), withSession(s -> {
            s.regenerate();
            s.put("user", "zoe");
        }));
        assertThat(sids("zoe")).containsExactly("new3");
    }

    @Test
    void aLoginByAnotherRequestWhileTheIdChangesIsIndexed() {
        bench.stored("A", NOBODY);
        boolean[] once = new boolean[1];
        bench.store.before(name -> {
            if (name.equals("create") && !once[0]) {
                once[0] = true;
                bench.memory
                        .owners()
                        .orElseThrow()
                        .bind("A", "zoe", bench.clock.instant().plusSeconds(1800));
                bench.stored("A", ZOE);
            }
        });
        bench.request(known("A"), withSession(Session::regenerateKeepingData));
        assertThat(bench.stored("new1")).contains("zoe");
        assertThat(sids("zoe")).containsExactly("new1");
    }

    @Test
    void anotherRequestsLogoutWhileThisOneSavesLeavesNoEntry() {
        login("zoe");
        bench.store.before(name -> {
            if (name.equals("replace")) {
                bench.memory.destroy("new1");
            }
        });
        bench.request(known("new1"), withSession(s -> s.put("user", "amy")));
        assertThat(sids("amy")).isEmpty();
        assertThat(bench.memory.owners().orElseThrow().unbind("new1", "amy")).isFalse();
    }

    @Test
    void aMergeWithAnotherRequestsLoginBindsTheOwnerThatIsStored() {
        bench.stored("A", NOBODY);
        boolean[] once = new boolean[1];
        bench.store.before(name -> {
            if (name.equals("replace") && !once[0]) {
                once[0] = true;
                bench.stored("A", ZOE);
            }
        });
        bench.request(known("A"), withSession(s -> s.put("a", 1)));
        assertThat(bench.stored("A")).contains("zoe", "\"a\":1");
        assertThat(sids("zoe")).as("Node logged her in").containsExactly("A");
    }

    @Test
    void aLoginThatCannotBeIndexedIsNotWritten() {
        bench.store.failOn("bind"::equals);
        assertThatThrownBy(() -> login("zoe")).isInstanceOf(SessionUnavailableException.class);
        assertThat(bench.stored("new1")).isEqualTo("none");
    }

    @Test
    void aLoginWhoseAnswerIsLostStaysListed() {
        bench.stored("A", NOBODY);
        bench.store.before(name -> {
            if (name.equals("replace")) {
                bench.stored("A", ZOE);
                throw new StoreUnavailableException("the answer is lost");
            }
        });
        assertThatThrownBy(() -> bench.request(known("A"), withSession(s -> s.put("user", "zoe"))))
                .isInstanceOf(SessionUnavailableException.class);
        assertThat(sids("zoe")).containsExactly("A");
    }

    @Test
    void aLogoutWhoseEntryCannotBeRemovedSucceeds() {
        login("zoe");
        bench.store.failOn("unbind"::equals);
        bench.request(known("new1"), withSession(Session::destroy));
        assertThat(sids("zoe")).isEmpty();
        assertThat(bench.stored("new1")).isEqualTo("none");
    }

    @Test
    void theFunctionSeesTheSessionAsItWillBeStoredAndCannotChangeIt() {
        try (Bench other = new Bench(builder -> builder.owner(session -> {
            assertThatIllegalStateException().isThrownBy(() -> session.put("a", 1));
            assertThatIllegalStateException().isThrownBy(session::regenerate);
            return session.get("user", String.class);
        }))) {
            other.request(Requests.plain(), withSession(s -> s.put("user", "zoe")));
            assertThat(other.stored("new1")).contains("zoe").doesNotContain("\"a\"");
            assertThat(other.memory.owners().orElseThrow().sids("zoe")).containsExactly("new1");
        }
    }

    @Test
    void aFunctionThatFailsOrGivesNoOwnerFailsTheSaveWithoutShowingIt() {
        for (String user : List.of("", "x".repeat(1025))) {
            assertThatThrownBy(() -> login(user))
                    .isInstanceOf(SessionException.class)
                    .hasMessageContaining("option owner")
                    .hasMessageNotContaining("xxx");
        }
        try (Bench other = new Bench(builder -> builder.owner(session -> {
            throw new IllegalStateException("mine");
        }))) {
            assertThatThrownBy(() -> other.request(Requests.plain(), withSession(s -> s.put("user", "zoe"))))
                    .isInstanceOf(SessionException.class)
                    .hasRootCauseMessage("mine");
            assertThat(other.store.calls()).isEmpty();
        }
    }

    @Test
    void aStoredSessionWhoseOwnerTheFunctionCannotTellIsRenewedSavedAndDestroyed() {
        bench.stored("A", "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null},\"user\":{\"name\":\"zoe\"}}");
        bench.request(known("A"), exchange -> {});
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
        bench.request(known("A"), withSession(s -> s.put("user", "zoe")));
        assertThat(bench.store.calls()).containsExactly("get A", "bind A", "replace A");
        bench.stored("B", "{\"cookie\":{},\"user\":[]}");
        bench.request(known("B"), withSession(Session::destroy));
        assertThat(bench.stored("B")).isEqualTo("none");
    }

    @Test
    void aStoreWithoutAnIndexIsRefusedByTheOption() {
        SessionManagerBuilder options = SessionManager.builder(new WithoutAbilities(bench.memory))
                .secret(Bench.SECRET)
                .lastWriteWins();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.owner(session -> Optional.empty()).build())
                .withMessageContaining("option owner")
                .withMessageContaining("createTable()");
    }

    @Test
    void sessionsUnderAHashedIdAreListedAndEndedByTheirHash() {
        SessionManager manager = bench.options()
                .hashSids()
                .owner(session -> session.get("user", String.class))
                .build();
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("user", "zoe")));
        Bench.request(manager, Requests.plain(), withSession(s -> s.put("user", "zoe")));
        Bench.request(manager, known("new2"), withSession(s -> {
            assertThat(manager.sessionsOf("zoe", s))
                    .extracting(OwnedSession::isCurrent)
                    .containsExactly(false, true);
            assertThat(manager.destroyAllOf("zoe", s)).isEqualTo(1);
        }));
        assertThat(sids("zoe")).hasSize(1).doesNotContain("new2");
    }

    private void login(String user) {
        bench.request(Requests.plain(), withSession(s -> s.put("user", user)));
    }

    private List<String> sids(String owner) {
        return bench.memory.owners().orElseThrow().sids(owner).toList();
    }
}
