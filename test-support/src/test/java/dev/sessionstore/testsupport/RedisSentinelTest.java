package dev.sessionstore.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class RedisSentinelTest {

    @Test
    void theReplicaTakesAKilledMastersPlaceWithItsDataAndTheOldOneFollowsItThen() {
        try (RedisSentinel group = RedisSentinel.start()) {
            RedisNode old = group.master();
            RedisNode replica = group.nodes().get(1);
            assertThat(old).isSameAs(group.nodes().get(0));
            old.send("SET", "key", "survives");
            assertThat(Resp.send(old.port(), List.of("WAIT", "1", "5000"))).isEqualTo(1L);

            old.kill();
            Waiting.until("the replica is master", () -> group.master() == replica);
            assertThat(replica.send("GET", "key")).isEqualTo("survives");

            old.startAgain();
            group.awaitHealthy();
            assertThat(group.master()).isSameAs(replica);
            assertThat(old.send("GET", "key")).isEqualTo("survives");
        }
    }

    @Test
    void itsUrlNamesTheSentinelsAndTheMaster() {
        assertThat(RedisSentinel.shared().url()).matches("redis-sentinel://(127\\.0\\.0\\.1:\\d+,?){3}/mymaster");
        assertThat(RedisSentinel.shared()).isSameAs(RedisSentinel.shared());
    }
}
