package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.ConditionalWrites;
import dev.sessionstore.Listing;
import dev.sessionstore.Owners;
import dev.sessionstore.Store;
import dev.sessionstore.StoreException;
import dev.sessionstore.StoreUnavailableException;
import dev.sessionstore.WriteOutcome;
import dev.sessionstore.testsupport.RedisCluster;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The permissions that a store needs, and its failures without them. Each client has a subclass. */
@Tag("slow")
public abstract class RedisAccessTests implements ClientUnderTest {

    /** The lists in docs/redis.md. */
    private static final String[] COMMANDS = {
        "+get",
        "+set",
        "+pexpire",
        "+del",
        "+evalsha",
        "+eval",
        "+scan",
        "+pttl",
        "+zadd",
        "+zrem",
        "+zscore",
        "+zrangebyscore",
        "+zrevrangebyscore",
        "+time"
    };

    private static final String PASSWORD = "p@ss:w/rd";

    private final RedisServer server = RedisServer.shared();
    private final String user = "user-" + UUID.randomUUID();
    private final String prefix = "access-" + UUID.randomUUID() + ":";
    private final Instant inAnHour = Instant.now().plusSeconds(3600);
    private RedisWire wire;

    /** {@return the ACL rules that the client itself needs on a server} */
    protected abstract List<String> clientPermissions();

    /** {@return the further ACL rules that the client itself needs on the nodes of a cluster} */
    protected abstract List<String> clusterPermissions();

    @BeforeEach
    void connect() {
        wire = new RedisWire(server.host(), server.port());
    }

    @AfterEach
    void close() {
        wire.call("ACL", "DELUSER", user);
        wire.close();
    }

    private void allow(String... commands) {
        List<String> all = new ArrayList<>(clientPermissions());
        all.addAll(List.of(commands));
        allow(wire, all);
    }

    private void allow(RedisWire server, List<String> commands) {
        List<String> rules = new ArrayList<>(List.of(
                "ACL", "SETUSER", user, "reset", "on", ">" + PASSWORD, "~" + prefix + "*", "~owners:" + prefix + "*"));
        rules.addAll(commands);
        server.call(rules.toArray(String[]::new));
    }

    private RedisStoreBuilder builder() {
        return client("redis://" + server.host() + ":" + server.port())
                .user(user)
                .password(PASSWORD)
                .prefix(prefix);
    }

    @Test
    void theDocumentedCommandsAreEnough() {
        allow(COMMANDS);
        wire.call("SCRIPT", "FLUSH");
        openAndDoEverything(builder());
    }

    @Test
    void eachOfTheDocumentedCommandsIsNeeded() {
        List<String> all = new ArrayList<>(clientPermissions());
        all.addAll(List.of(COMMANDS));
        for (String one : all) {
            allow(wire, without(one, all));
            wire.call("SCRIPT", "FLUSH");
            assertThatThrownBy(() -> openAndDoEverything(builder()))
                    .as("without " + one)
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void theDocumentedCommandsAreEnoughOnACluster() {
        RedisCluster cluster = RedisCluster.shared();
        onCluster(cluster, nodes -> {
            nodes.forEach(node -> allow(node, allOnACluster()));
            openAndDoEverything(builder(cluster));
        });
    }

    @Test
    void eachOfTheDocumentedCommandsForTheClientIsNeededOnACluster() {
        RedisCluster cluster = RedisCluster.shared();
        onCluster(cluster, nodes -> {
            for (String one : clusterPermissions()) {
                nodes.forEach(node -> allow(node, without(one, allOnACluster())));
                assertThatThrownBy(() -> openAndDoEverything(builder(cluster)))
                        .as("without " + one)
                        .isInstanceOf(StoreException.class)
                        .isNotInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("NOPERM")
                        .hasMessageContaining(one.substring(1));
            }
        });
    }

    private List<String> allOnACluster() {
        List<String> all = new ArrayList<>(List.of(COMMANDS));
        all.addAll(clientPermissions());
        all.addAll(clusterPermissions());
        return all;
    }

    private static List<String> without(String one, List<String> all) {
        return all.stream().filter(each -> !each.equals(one)).toList();
    }

    private RedisStoreBuilder builder(RedisCluster cluster) {
        return client(cluster.url()).user(user).password(PASSWORD).prefix(prefix);
    }

    private void onCluster(RedisCluster cluster, Consumer<List<RedisWire>> test) {
        List<RedisWire> nodes = cluster.nodes().stream()
                .map(node -> new RedisWire("127.0.0.1", node.port()))
                .toList();
        try {
            test.accept(nodes);
        } finally {
            nodes.forEach(node -> node.call("ACL", "DELUSER", user));
            nodes.forEach(RedisWire::close);
        }
    }

    private void openAndDoEverything(RedisStoreBuilder builder) {
        try (Store store = builder.build()) {
            doEverything(store);
        }
    }

    private void doEverything(Store store) {
        ConditionalWrites writes = store.conditionalWrites().orElseThrow();
        Listing listing = store.listing().orElseThrow();
        Owners owners = store.owners().orElseThrow();

        store.set("a", "{}", inAnHour);
        assertThat(store.get("a")).contains("{}");
        assertThat(store.touch("a", inAnHour)).isTrue();
        assertThat(writes.create("a", "{}", inAnHour)).isFalse();
        assertThat(writes.replace("a", "{}", "{\"b\":1}", inAnHour)).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(writes.replace("a", "{\"b\":1}", "{}", inAnHour.minusSeconds(7200)))
                .isEqualTo(WriteOutcome.WRITTEN);
        assertThat(store.destroy("a")).isFalse();
        store.set("b", "{}", inAnHour);
        assertThat(listing.sids()).containsExactly("b");
        assertThat(listing.expiresAt("b")).isPresent();
        owners.bind("b", "zoe", inAnHour);
        owners.bind("c", "zoe", inAnHour);
        assertThat(owners.sids("zoe")).containsExactly("b");
        assertThat(owners.unbind("c", "zoe")).isTrue();
        assertThat(owners.destroyAll("zoe", Set.of())).isEqualTo(1);
        store.set("b", "{}", inAnHour);
        listing.clear();
        assertThat(listing.count()).isZero();
        assertThat(owners.unbind("b", "zoe")).isFalse();
    }

    @Test
    void aMissingPermissionIsARefusalThatNamesIt() {
        allow("+get");
        try (Store store = builder().build()) {
            assertThat(store.get("a")).isEmpty();
            assertThatThrownBy(() -> store.destroy("a"))
                    .isInstanceOf(StoreException.class)
                    .isNotInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("NOPERM")
                    .hasMessageContaining("del")
                    .satisfies(this::containsNoCredentials);
        }
    }

    @Test
    void aWrongPasswordIsARefusalThatDoesNotTellIt() {
        allow("+get");
        assertThatThrownBy(() -> builder().password("wr@ng:secret").build())
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("WRONGPASS")
                .satisfies(this::containsNoCredentials);
    }

    @Test
    void userAndPasswordMayStandInTheUrl() {
        allow("+get");
        String url = "redis://" + user + ":p%40ss%3Aw%2Frd@" + server.host() + ":" + server.port();
        try (Store store = client(url).prefix(prefix).build()) {
            assertThat(store.get("a")).isEmpty();
        }
    }

    private void containsNoCredentials(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString())
                    .doesNotContain(user)
                    .doesNotContain(PASSWORD)
                    .doesNotContain("wr@ng");
        }
    }
}
