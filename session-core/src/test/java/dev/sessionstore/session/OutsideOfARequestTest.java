package dev.sessionstore.session;

import static dev.sessionstore.session.Bench.known;
import static dev.sessionstore.session.Bench.withSession;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that are found by their id, begun and destroyed without a request. */
class OutsideOfARequestTest {

    private static final String STORED = "{\"cookie\":{\"originalMaxAge\":1800000,\"expires\":null},\"user\":\"zoe\"}";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void whatIsPutIsFoundByARequestAndTheOtherWayRound() {
        bench.stored("A", STORED);
        SessionManager manager = bench.options().build();
        Session found = manager.find("A").orElseThrow();
        assertThat(found.get("user", String.class)).hasValue("zoe");
        found.put("seen", 1);
        assertThat(found.saveOrRenew()).isTrue();

        Bench.request(
                manager,
                known("A"),
                withSession(s -> assertThat(s.get("seen", Integer.class)).hasValue(1)));
    }

    @Test
    void aSessionThatIsBegunIsStoredWhenItIsSavedAsOneOfARequest() {
        SessionManager manager = bench.options().build();
        Session begun = manager.begin();
        begun.put("user", "zoe");
        assertThat(bench.store.calls()).isEmpty();
        begun.saveOrRenew();

        String[] sid = new String[1];
        Bench.request(manager, Requests.plain(), withSession(s -> {
            s.put("user", "zoe");
            sid[0] = s.id();
        }));
        assertThat(bench.stored(begun.id())).isEqualTo(bench.stored(sid[0])).contains("zoe");
    }

    @Test
    void itMayBeSavedAgainAndAgainAndIsMergedWithWhatRequestsChange() {
        bench.stored("A", STORED);
        SessionManager manager = bench.options().build();
        Session found = manager.find("A").orElseThrow();
        for (int i = 1; i <= 3; i++) {
            int theirs = i;
            Bench.request(manager, known("A"), withSession(s -> s.put("theirs", theirs)));
            found.put("ours", i);
            assertThat(found.saveOrRenew()).isTrue();
            assertThat(bench.stored("A")).contains("\"ours\":" + i).contains("\"theirs\":" + i);
        }
    }

    @Test
    void unchangedItIsRenewedAsOftenAsARequestWouldRenewIt() {
        bench.stored("A", STORED);
        SessionManager manager =
                bench.options().touchEvery(Duration.ofMinutes(1)).build();
        bench.store.calls();
        for (int i = 0; i < 3; i++) {
            assertThat(manager.find("A").orElseThrow().saveOrRenew()).isTrue();
        }
        assertThat(bench.store.calls()).containsExactly("get A", "touch A", "get A", "get A");
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(manager.find("A").orElseThrow().saveOrRenew()).isTrue();
        assertThat(bench.store.calls()).containsExactly("get A", "touch A");
    }

    @Test
    void theCookieOfTheNextRequestFollowsARenewal() {
        bench.stored("A", STORED);
        SessionManager manager = bench.options()
                .touchEvery(Duration.ofMinutes(1))
                .rolling(Rolling.ON_RENEWAL)
                .build();
        manager.find("A").orElseThrow().saveOrRenew();

        assertThat(Bench.request(manager, known("A"), withSession(Session::names)))
                .isPresent();
    }

    @Test
    void whatEndedMeanwhileIsNotBroughtBack() {
        bench.stored("A", STORED);
        SessionManager manager = bench.options().build();
        Session found = manager.find("A").orElseThrow();
        assertThat(manager.destroy("A")).isTrue();
        found.put("user", "eve");

        assertThat(found.saveOrRenew()).isFalse();
        assertThat(found.saveOrRenew()).isFalse();
        assertThat(bench.stored("A")).isEqualTo("none");
        assertThat(manager.destroy("A")).isFalse();
        assertThat(manager.find("A")).isEmpty();
    }

    @Test
    void aNewIdKeepsTheData() {
        bench.stored("A", STORED);
        SessionManager manager = bench.options().build();
        Session found = manager.find("A").orElseThrow();
        found.saveOrRenew();

        assertThat(found.regenerateKeepingData()).isTrue();

        assertThat(found.id()).isNotEqualTo("A");
        assertThat(bench.stored("A")).isEqualTo("none");
        assertThat(manager.find(found.id()).orElseThrow().get("user", String.class))
                .hasValue("zoe");
    }

    @Test
    void anIdThatNoSessionHasFindsNone() {
        SessionManager manager = bench.options().build();
        for (String sid : new String[] {"unknown", "", "x".repeat(200), "nul\0"}) {
            assertThat(manager.find(sid)).isEmpty();
            assertThat(manager.destroy(sid)).isFalse();
        }
        bench.stored("unknown", STORED);
        assertThat(manager.find("unknown")).as("stored since").isPresent();
    }

    @Test
    void unreadableDataAndOutagesAreExceptions() {
        bench.stored("A", "no JSON");
        bench.stored("B", STORED);
        assertThatThrownBy(() -> bench.options().build().find("A")).isInstanceOf(UnreadableSessionException.class);
        assertThat(bench.options()
                        .unreadablePolicy(UnreadablePolicy.START_ANEW)
                        .build()
                        .find("A"))
                .isEmpty();
        SessionManager manager = bench.options()
                .outagePolicy(OutagePolicy.CONTINUE_WITHOUT_SESSION)
                .build();
        bench.store.failOn(name -> true);
        assertThatThrownBy(() -> manager.find("B")).isInstanceOf(SessionUnavailableException.class);
        assertThatThrownBy(() -> manager.destroy("B")).isInstanceOf(SessionUnavailableException.class);
    }

    @Test
    void hashedIdsAreFoundByTheIdThatTheBrowserHas() {
        SessionManager manager = bench.options().hashSids().build();
        Session begun = manager.begin();
        begun.put("user", "zoe");
        begun.saveOrRenew();

        assertThat(bench.stored(begun.id())).isEqualTo("none");
        assertThat(manager.find(begun.id())).isPresent();
        assertThat(manager.destroy(begun.id())).isTrue();
    }

    @Test
    void theSessionsOfAnOwnerAreFoundUnlessIdsAreHashed() {
        SessionManager manager = bench.options()
                .owner(session -> session.get("user", String.class))
                .build();
        Session begun = manager.begin();
        begun.put("user", "zoe");
        begun.saveOrRenew();

        assertThat(manager.findAllOf("zoe"))
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(begun.id()));
        assertThat(manager.findAllOf("eve")).isEmpty();
        SessionManager hashing =
                bench.options().hashSids().owner(session -> Optional.of("us")).build();
        assertThatThrownBy(() -> hashing.findAllOf("us"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hashSids");
    }
}
