package dev.sessionstore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionstore.Store;
import dev.sessionstore.testsupport.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The stores of all clients open alike. Each client has a subclass. */
public abstract class RedisOpeningTests implements ClientUnderTest {

    private final RedisServer server = RedisServer.shared();
    private final String unique = UUID.randomUUID().toString();
    private final Instant inAnHour = Instant.now().plusSeconds(3600);

    @Test
    void openTakesAUrlAndUsesTheDefaultPrefix() {
        try (Store store = open(server.url());
                RedisWire wire = new RedisWire(server.host(), server.port())) {
            store.set(unique, "{}", inAnHour);

            assertThat(wire.call("GET", "sess:" + unique)).isEqualTo("{}");
            assertThat(store.destroy(unique)).isTrue();
        }
    }

    @Test
    void everyOptionIsTheSameWithEveryClient() {
        try (RedisWire wire = new RedisWire(server.host(), server.port())) {
            wire.call("ACL", "SETUSER", unique, "on", ">secret", "~" + unique + "*", "+@all");
            try (Store store = client(server.url())
                    .user(unique)
                    .password("secret")
                    .prefix(unique + ":")
                    .timeout(Duration.ofSeconds(3))
                    .clock(InstantSource.fixed(inAnHour.minusSeconds(60)))
                    .build()) {
                store.set("a", "{}", inAnHour);

                assertThat(wire.call("GET", unique + ":a")).isEqualTo("{}");
                assertThat(wire.number("PTTL", unique + ":a")).isBetween(30_000L, 60_001L);
            } finally {
                wire.call("ACL", "DELUSER", unique);
            }
        }
    }

    @Test
    void whatIsNoUrlOfRedisIsRefusedBeforeAnythingIsOpened() {
        assertThatThrownBy(() -> client("http://localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Redis URL: ");
        assertThatThrownBy(() -> open("http://localhost")).isInstanceOf(IllegalArgumentException.class);
    }
}
