package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionstore.testsupport.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scripts write and leave behind, without a client. */
class OwnerScriptsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String AN_HOUR = Long.toString(HOUR.toMillis());

    private final RedisServer server = RedisServer.shared();
    private final String prefix = "scripts-" + UUID.randomUUID() + ":";
    private final Keys keys = new Keys(prefix);
    private final String zoe = keys.ofOwner("zoe");
    private RedisWire wire;

    @BeforeEach
    void connect() {
        wire = new RedisWire(server.host(), server.port());
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private Object run(Script script, String... arguments) {
        List<String> words = new ArrayList<>(List.of("EVAL", script.text(), "1", zoe));
        words.addAll(List.of(arguments));
        Object answer = wire.call(words.toArray(String[]::new));
        return answer == null ? "" : answer;
    }

    private List<String> list(String from, String last, int count) {
        return texts(run(OwnerScripts.LIST, from, last, Integer.toString(count)));
    }

    private static List<String> texts(@Nullable Object answer) {
        return ((List<?>) Objects.requireNonNull(answer))
                .stream().map(String.class::cast).toList();
    }

    private long score(String member) {
        return wire.number("ZSCORE", zoe, member);
    }

    @Test
    void anEntryHasThreeMembersAndTheKeyLastsAsLongAsTheLastEntry() {
        run(OwnerScripts.BIND, "a", AN_HOUR);
        run(OwnerScripts.BIND, "b", "60000");

        assertThat(wire.number("ZCARD", zoe)).isEqualTo(6);
        assertThat(score("until:a") - System.currentTimeMillis()).isBetween(3_540_000L, 3_660_000L);
        assertThat(wire.number("PTTL", zoe)).isBetween(3_540_000L, 3_600_001L);
        assertThat(run(OwnerScripts.UNBIND, "a")).isEqualTo(1L);
        assertThat(wire.number("PTTL", zoe)).isBetween(30_000L, 60_001L);
        assertThat(run(OwnerScripts.UNBIND, "a")).isEqualTo(0L);
        assertThat(run(OwnerScripts.UNBIND, "b")).isEqualTo(1L);
        assertThat(wire.number("EXISTS", zoe)).isZero();
    }

    @Test
    void anEntryIsMovedToLaterAndNeverToEarlier() {
        run(OwnerScripts.BIND, "a", AN_HOUR);
        long since = score("since:a");
        long until = score("until:a");
        run(OwnerScripts.BIND, "a", "1000");
        assertThat(score("until:a")).isEqualTo(until);
        run(OwnerScripts.BIND, "a", Long.toString(HOUR.multipliedBy(2).toMillis()));
        assertThat(score("until:a") - until).isBetween(3_600_000L, 3_660_000L);
        assertThat(score("since:a")).isEqualTo(since);
        assertThat(wire.number("PTTL", zoe)).isBetween(7_140_000L, 7_200_001L);
    }

    @Test
    void theLatestEndIsAWholeNumberThatADoubleHolds() {
        run(OwnerScripts.BIND, "a", Long.toString(TimeToLive.LATEST));

        assertThat(score("until:a")).isEqualTo(TimeToLive.LATEST);
        assertThat(wire.number("PTTL", zoe))
                .isGreaterThan(Duration.ofDays(365 * 200_000L).toMillis());
        assertThat(list("", "", 10)).hasSize(4).contains("a");
    }

    @Test
    void noTwoSessionsOfAnOwnerAreBoundFirstAtTheSameMoment() {
        String stopped = OwnerScripts.BIND.text().replace("redis.call('TIME')", "{ARGV[3], '7'}");
        String now = Long.toString(System.currentTimeMillis() / 1000);
        List<String> sids = IntStream.range(0, 150).mapToObj(i -> "s" + i).toList();
        sids.forEach(sid -> wire.call("EVAL", stopped, "1", zoe, sid, AN_HOUR, now));

        assertThat(sids.stream().map(sid -> score("until:" + sid))).containsOnly(score("until:s0"));
        assertThat(sids.stream().map(sid -> score("since:" + sid))).doesNotHaveDuplicates();
        assertThat(sids(500)).isEqualTo(sids);
    }

    @Test
    void theOrderStaysWhenTheServersClockHasJumpedBack() {
        run(OwnerScripts.BIND, "from-the-future", AN_HOUR);
        wire.call("ZADD", zoe, "-8000000000000000", "since:from-the-future");
        run(OwnerScripts.BIND, "b", AN_HOUR);
        run(OwnerScripts.BIND, "c", AN_HOUR);

        assertThat(sids(10)).containsExactly("from-the-future", "b", "c");
    }

    @Test
    void pagesGoOnWhereTheLastOneEndedAndEndWithTheNewestOfTheFirst() {
        IntStream.range(0, 5).forEach(i -> run(OwnerScripts.BIND, "s" + i, AN_HOUR));

        List<String> first = list("", "", 2);
        run(OwnerScripts.BIND, "later", AN_HOUR);
        run(OwnerScripts.UNBIND, "s1");
        List<String> second = list(first.get(0), first.get(1), 2);
        List<String> third = list(second.get(0), second.get(1), 2);

        assertThat(first.subList(2, 6)).isEqualTo(List.of("s0", "", "s1", ""));
        assertThat(second.subList(2, 6)).isEqualTo(List.of("s2", "", "s3", ""));
        assertThat(third.subList(2, 4)).isEqualTo(List.of("s4", ""));
        assertThat(third).hasSize(4).startsWith("");
    }

    @Test
    void anEntryThatWasBoundAgainIsNotRemovedAsDead() {
        run(OwnerScripts.BIND, "a", AN_HOUR);
        run(OwnerScripts.BIND, "b", AN_HOUR);
        assertThat(list("", "", 10).subList(2, 6)).isEqualTo(List.of("a", "", "b", ""));
        Ageing.of(wire, prefix, Duration.ofMinutes(1));
        List<String> page = list("", "", 10);
        String[] both = page.subList(2, 6).toArray(String[]::new);
        assertThat(both).doesNotContain("");

        run(OwnerScripts.BIND, "b", "1000");
        run(OwnerScripts.REMOVE, both);

        assertThat(sids(10)).containsExactly("b");
        assertThat(wire.number("ZCARD", zoe)).isEqualTo(3);
    }

    @Test
    void anEntryThatHasEndedIsBoundAsANewOne() {
        run(OwnerScripts.BIND, "a", AN_HOUR);
        run(OwnerScripts.BIND, "b", Long.toString(HOUR.multipliedBy(3).toMillis()));
        Ageing.of(wire, prefix, HOUR.multipliedBy(2));

        assertThat(sids(10)).containsExactly("b");
        assertThat(run(OwnerScripts.UNBIND, "a")).as("it has ended").isEqualTo(0L);
        run(OwnerScripts.BIND, "a", "60000");
        assertThat(sids(10)).containsExactly("b", "a");
    }

    @Test
    void aHundredThousandEntriesThatEndLeaveNothingBehind() {
        String fill = "local f = function(KEYS, ARGV) " + OwnerScripts.BIND.text()
                + " end for i = 1, 100 do f({KEYS[1]}, {'sid-' .. i, ARGV[1]}) end";
        for (int owner = 0; owner < 1_000; owner++) {
            wire.call("EVAL", fill, "1", keys.ofOwner("owner-" + owner), AN_HOUR);
        }
        String threeHours = Long.toString(HOUR.multipliedBy(3).toMillis());
        run(OwnerScripts.BIND, "lasts", threeHours);
        IntStream.range(0, 150).forEach(i -> run(OwnerScripts.BIND, "ends-" + i, AN_HOUR));
        run(OwnerScripts.BIND, "lasts-too", threeHours);
        assertThat(ownerKeys()).hasSize(1_001);

        Ageing.of(wire, prefix, HOUR.multipliedBy(2));

        assertThat(ownerKeys()).as("nobody has listed them").containsExactly(zoe);
        run(OwnerScripts.BIND, "ends-149", AN_HOUR);
        run(OwnerScripts.BIND, "ends-149", AN_HOUR);
        assertThat(wire.number("ZCARD", zoe))
                .as("three members for each that has not ended")
                .isEqualTo(9);
        assertThat(sids(10)).containsExactly("lasts", "lasts-too", "ends-149");
    }

    private List<String> ownerKeys() {
        return texts(wire.call("KEYS", "owners:" + prefix + "*"));
    }

    private List<String> sids(int count) {
        List<String> answer = list("", "", count);
        return IntStream.range(1, answer.size() / 2)
                .mapToObj(i -> answer.get(2 * i))
                .toList();
    }
}
