package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Saves that cannot succeed end soon, say why, and lose nothing behind the application's back. */
class SaveFailuresTest {

    private static final String STORED = "{\"cookie\":{\"originalMaxAge\":60000,\"expires\":null},\"n\":1}";

    private final Bench bench = new Bench();
    private final LogLines log = new LogLines();

    @AfterEach
    void close() {
        log.close();
        bench.close();
    }

    @Test
    void aFunctionThatFailsInAMergeLosesNoOtherChange() {
        bench.stored("A", STORED);
        SessionExchange exchange = bench.manager.open(known("A"));
        Session session = exchange.session().orElseThrow();
        session.put("a", 1);
        session.update("n", Integer.class, n -> {
            if (n.orElse(0) > 1) {
                throw new IllegalArgumentException("only one");
            }
            return 0;
        });
        session.put("z", 1);
        session.remove("gone");
        bench.stored("A", STORED.replace("\"n\":1", "\"n\":2,\"theirs\":1"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(session::save).hasMessage("only one");
            assertThat(session.get("a", Integer.class)).hasValue(1);
            assertThat(session.get("n", Integer.class)).hasValue(0);
            assertThat(session.get("z", Integer.class)).hasValue(1);
            assertThat(session.contains("theirs")).isFalse();
        }
        assertThatThrownBy(exchange::commit).hasMessage("only one");
        assertThat(bench.stored("A")).contains("\"n\":2,\"theirs\":1");
    }

    @Test
    void afterAFailedMergeTheRestCanBeSaved() {
        bench.stored("A", STORED);
        bench.request(known("A"), withSession(s -> {
            s.put("a", 1);
            s.update("n", Integer.class, n -> {
                if (n.orElse(0) > 1) {
                    throw new IllegalArgumentException("only one");
                }
                return 0;
            });
            bench.stored("A", STORED.replace("\"n\":1", "\"n\":2"));
            assertThatThrownBy(s::save).hasMessage("only one");
            s.put("n", 7);
        }));
        assertThat(bench.stored("A")).endsWith(",\"n\":7,\"a\":1}");
    }

    /** As a database does with a text whose bytes are no UTF-8: what is read is never what is stored. */
    private void storeWhatCannotBeCompared() {
        bench.stored("A", STORED);
        bench.store.neverSame("A");
    }

    @Test
    void aTextThatIsReadAgainThoughItIsSaidToHaveChangedIsUnreadable() {
        storeWhatCannotBeCompared();
        assertThatExceptionOfType(UnreadableSessionException.class)
                .isThrownBy(() -> bench.request(known("A"), withSession(s -> s.put("n", 2))))
                .withMessageContaining("UTF-8");
        assertThat(bench.store.calls()).hasSizeLessThanOrEqualTo(12);
        assertThatExceptionOfType(UnreadableSessionException.class)
                .isThrownBy(() -> bench.request(known("A"), withSession(Session::regenerateKeepingData)));
        assertThat(bench.memory.listing().orElseThrow().sids()).containsExactly("A");
        assertThat(bench.stored("A")).isEqualTo(STORED);
        assertThat(bench.request(known("A"), withSession(s -> s.get("n", Integer.class))))
                .as("reading goes on")
                .isEmpty();
    }

    @Test
    void aTextThatCannotBeComparedIsLeftForANewSessionWhereThatIsChosen() {
        SessionManager manager =
                bench.options().unreadablePolicy(UnreadablePolicy.START_ANEW).build();
        storeWhatCannotBeCompared();
        assertThat(Bench.request(manager, known("A"), withSession(s -> s.put("n", 2))))
                .isEmpty();
        assertThat(bench.stored("A")).as("no second session beside the next").isEqualTo("none");
        assertThat(log.lines()).hasSize(1);
        Bench.request(
                manager, known("A"), withSession(s -> assertThat(s.isNew()).isTrue()));
    }

    @Test
    void anUnsetSessionIsDestroyedOnce() {
        for (boolean afterCommit : new boolean[] {false, true}) {
            SessionManager manager = bench.options().unset(Unset.DESTROY).build();
            bench.stored("A", STORED);
            SessionExchange exchange = manager.open(known("A"));
            if (!afterCommit) {
                exchange.unset();
            }
            exchange.commit();
            if (afterCommit) {
                bench.store.calls();
                exchange.unset();
            }
            exchange.finish();
            assertThat(bench.store.calls()).containsExactly("destroy A");
        }
    }
}
