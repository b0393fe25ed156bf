package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sessionstore.Store;
import dev.sessionstore.StoreEvent;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.conformance.FaultProxy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The index of owners as the server sees it; the suite tests what it answers. Each client has a subclass. */
public abstract class RedisOwnersTests extends OwnersOnRedis {

    @Test
    void eachOperationTakesOneRoundTripForAPageAndOneForItsSessions() {
        login(store, "warm", "warm", inAnHour);
        assertThat(owners.sids("warm")).hasSize(1);
        assertThat(owners.destroyAll("warm", Set.of())).isEqualTo(1);
        assertThat(owners.unbind("warm", "warm")).isTrue();

        assertThat(sent(() -> bind("a", inAnHour))).containsExactly("EVALSHA");
        assertThat(sent(() -> bind("a", Instant.now().minusSeconds(1)))).isEmpty();
        bind("b", inAnHour);
        store.set("b", TEXT, inAnHour);
        assertThat(sent(() -> owners.sids("zoe").toList())).containsExactly("EVALSHA", "PTTL", "PTTL");
        assertThat(sent(() -> owners.destroyAll("zoe", Set.of("a")))).containsExactly("EVALSHA", "DEL");
        assertThat(sent(() -> owners.unbind("a", "zoe"))).containsExactly("EVALSHA");
        assertThat(sent(() -> owners.sids("nobody").toList())).containsExactly("EVALSHA");
    }

    private boolean bind(String sid, Instant until) {
        owners.bind(sid, "zoe", until);
        return true;
    }

    @Test
    void theKeyShowsNoNameAndEndsWithItsLastEntry() {
        login(store, "a", "zoe@example.org", inAnHour);
        String key = keyOf("zoe@example.org");

        assertThat(wire.call("TYPE", key)).isEqualTo("zset");
        assertThat(key).doesNotContain("zoe").doesNotStartWith("sess:");
        assertThat(wire.number("PTTL", key)).isBetween(3_500_000L, 3_600_001L);
        assertThat(store.listing().orElseThrow().sids()).containsExactly("a");
        assertThat(wire.call("GET", prefix + "a"))
                .as("the session stays as it is")
                .isEqualTo(TEXT);
        owners.unbind("a", "zoe@example.org");
        assertThat(wire.number("EXISTS", key)).isZero();
    }

    @Test
    void scriptsThatTheServerForgotAreSentAgain() {
        login(store, "a", "zoe", inAnHour);
        wire.call("SCRIPT", "FLUSH");
        assertThat(sent(() -> bind("a", inAnHour))).containsExactly("EVALSHA", "EVAL");
        wire.call("SCRIPT", "FLUSH");
        assertThat(owners.sids("zoe")).containsExactly("a");
        wire.call("SCRIPT", "FLUSH");
        assertThat(owners.destroyAll("zoe", Set.of())).isEqualTo(1);
        wire.call("SCRIPT", "FLUSH");
        assertThat(owners.unbind("a", "zoe")).isTrue();
    }

    @Test
    void severalPagesAreListedInTheOrderOfTheirFirstBind() {
        List<String> sids = IntStream.range(0, 250).mapToObj(i -> "s" + i).toList();
        sids.forEach(sid -> login(store, sid, "zoe", inAnHour));
        owners.bind("s0", "zoe", inAnHour.plusSeconds(60));
        assertThat(owners.sids("zoe")).containsExactlyElementsOf(sids);
        assertThat(owners.sids("zoe").limit(3)).containsExactly("s0", "s1", "s2");

        List<String> destroyed = new ArrayList<>();
        store.on(StoreEvent.Destroyed.class, event -> destroyed.add(event.sid()));
        assertThat(owners.destroyAll("zoe", Set.of("s7", "s170", "theirs"))).isEqualTo(248);
        assertThat(destroyed).hasSize(248).doesNotContain("s7", "s170");
        assertThat(owners.sids("zoe")).containsExactly("s7", "s170");
    }

    @Test
    void sessionsThatAreBoundWhileTheyAreListedDoNotKeepTheListingAlive() {
        IntStream.range(0, 100).forEach(i -> login(store, "s" + i, "zoe", inAnHour));
        assertThat(owners.sids("zoe").peek(sid -> login(store, sid + "-next", "zoe", inAnHour)))
                .hasSize(100);
        assertThat(owners.sids("zoe")).hasSize(200);
    }

    @Test
    void deadEntriesAreRemovedWhenListedButNotWithinAMinute() {
        login(store, "live", "zoe", inAnHour);
        bind("crashed", inAnHour);
        assertThat(owners.sids("zoe")).containsExactly("live");
        assertThat(wire.number("ZCARD", keyOf("zoe"))).isEqualTo(6);

        Ageing.of(wire, prefix, Duration.ofSeconds(61));
        bind("about-to-be-written", inAnHour);
        assertThat(owners.sids("zoe")).containsExactly("live");
        assertThat(wire.number("ZCARD", keyOf("zoe"))).isEqualTo(6);
        store.set("about-to-be-written", TEXT, inAnHour);
        assertThat(owners.sids("zoe")).containsExactly("live", "about-to-be-written");

        Ageing.of(wire, prefix, Duration.ofSeconds(61));
        assertThat(owners.destroyAll("zoe", Set.of("live"))).isEqualTo(1);
        assertThat(wire.number("ZCARD", keyOf("zoe"))).isEqualTo(3);
    }

    @Test
    void aStoreAroundThisOneDecidesWhichSessionsAreLive() {
        List<String> sids = IntStream.range(0, 120).mapToObj(i -> "s" + i).toList();
        sids.forEach(sid -> owners.bind(sid, "zoe", inAnHour));
        assertThat(owners.sids("zoe", sid -> sid.endsWith("7"))).hasSize(12);
        assertThat(owners.sids("zoe", sid -> true)).as("bound a moment ago").containsExactlyElementsOf(sids);

        Ageing.of(wire, prefix, Duration.ofMinutes(1));
        List<String> asked = new ArrayList<>();
        assertThat(owners.sids("zoe", asked::add).limit(2)).containsExactly("s0", "s1");
        assertThat(asked).as("no more than was needed").containsExactly("s0", "s1");
        assertThat(owners.sids("zoe", sid -> {
                    if (sid.equals("s3")) {
                        bind(sid, inAnHour);
                    }
                    return sid.endsWith("7");
                }))
                .hasSize(12);
        assertThat(owners.sids("zoe", sid -> true))
                .as("one was bound meanwhile")
                .hasSize(13)
                .contains("s3");
    }

    @Test
    void wholePagesAreListedAndEndedToTheLastSessionWhateverTheirIdsAre() {
        List<String> odd = List.of("until:", "*", "é😀", " ", "\n", "since:bound:", "\\", "{a}", "0", "-inf");
        for (int count : List.of(99, 100, 101, 200, 201)) {
            String owner = "owner-" + count;
            List<String> sids = IntStream.range(0, count)
                    .mapToObj(i -> odd.get(i % odd.size()) + count + "-" + i)
                    .toList();
            sids.forEach(sid -> login(store, sid, owner, inAnHour));
            assertThat(owners.sids(owner)).containsExactlyElementsOf(sids);

            List<String> listed = new ArrayList<>();
            owners.sids(owner).forEach(sid -> {
                if (listed.size() == 98) {
                    store.destroy(sids.get(98));
                    login(store, "later" + count, owner, inAnHour);
                }
                listed.add(sid);
            });
            assertThat(listed).containsAll(sids.subList(0, 98)).containsAll(sids.subList(99, count));
            assertThat(listed).doesNotHaveDuplicates();

            assertThat(owners.destroyAll(owner, Set.of(sids.get(97)))).isEqualTo(count - 1);
            assertThat(owners.sids(owner)).containsExactly(sids.get(97));
        }
        assertThat(owners.sids("owner-100")).hasSize(1);
    }

    @Test
    void theClocksOfTheApplicationsNeedNotAgree() {
        try (Store behind = clocked(Duration.ofDays(-3));
                Store ahead = clocked(Duration.ofDays(40))) {
            login(behind, "a", "zoe", Instant.now().minus(Duration.ofDays(3)).plusSeconds(3600));
            login(ahead, "b", "zoe", Instant.now().plus(Duration.ofDays(40)).plusSeconds(3600));
            login(behind, "c", "zoe", Instant.now().minus(Duration.ofDays(3)).plusSeconds(3600));

            for (Store each : List.of(store, behind, ahead)) {
                assertThat(owners(each).sids("zoe")).containsExactly("a", "b", "c");
            }
            assertThat(wire.number("PTTL", keyOf("zoe"))).isBetween(3_500_000L, 3_600_001L);
            assertThat(owners(ahead).unbind("a", "zoe")).isTrue();
            assertThat(owners(behind).destroyAll("zoe", Set.of())).isEqualTo(2);
        }
    }

    private Store clocked(Duration offset) {
        return client(server.url())
                .prefix(prefix)
                .clock(Clock.offset(Clock.systemUTC(), offset))
                .build();
    }

    @Test
    void nothingFollowsAScriptWhoseAnswerWasLost() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.host(), server.port());
                Store proxied = client("redis://" + proxy.host() + ":" + proxy.port())
                        .prefix(prefix)
                        .timeout(Duration.ofMillis(500))
                        .build()) {
            login(proxied, "warm", "zoe", inAnHour);
            owners(proxied).unbind("warm", "zoe");
            proxy.watch("lost-");
            proxy.loseAnswerTo("lost-1");
            assertThatThrownBy(() -> owners(proxied).bind("lost-1", "zoe", inAnHour))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(proxy.timesSent("lost-")).isEqualTo(1);
            await().ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                    .until(() -> proxied.get("nothing").isEmpty());
            assertThat(owners.unbind("lost-1", "zoe")).as("it was executed").isTrue();

            owners.bind("lost-2", "zoe", inAnHour);
            proxy.loseAnswerTo("lost-2");
            assertThatThrownBy(() -> owners(proxied).unbind("lost-2", "zoe"))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(proxy.timesSent("lost-")).isEqualTo(2);
            assertThat(owners.unbind("lost-2", "zoe")).isFalse();
        }
    }

    private List<String> sent(Callable<?> call) {
        try (Monitor monitor = new Monitor(server.host(), server.port())) {
            call.call();
            return monitor.commandsWith(prefix).stream()
                    .filter(command -> !command.startsWith("["))
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
