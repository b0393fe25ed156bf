package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleChecksTest {

    private final RoleChecks roles = new RoleChecks();

    @Test
    void anAddressThatLeadsToAReplicaForGoodIsCheckedLessAndLessOften() {
        assertThat(roles.interval()).isEqualTo(Duration.ofSeconds(5));
        roles.found(true);
        assertThat(roles.interval()).isEqualTo(Duration.ofSeconds(10));
        for (int i = 0; i < 100; i++) {
            roles.found(true);
        }
        assertThat(roles.interval()).isEqualTo(Duration.ofSeconds(320));
        roles.found(false);
        assertThat(roles.interval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aReplicaOfAClusterIsNoneThatAMasterHasBecome() {
        assertThat(RoleChecks.isReplica(List.of("server", "redis", "mode", "standalone", "role", "replica")))
                .isTrue();
        assertThat(RoleChecks.isReplica(List.of("mode", "cluster", "role", "replica")))
                .isFalse();
        assertThat(RoleChecks.isReplica(List.of("mode", "standalone", "role", "master")))
                .isFalse();
        assertThat(RoleChecks.isReplica(List.of())).isFalse();
    }
}
